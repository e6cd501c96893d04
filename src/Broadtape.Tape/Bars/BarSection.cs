using System.Buffers;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>
/// The bars of one instrument and one day as bytes, column by column, for a compressor to find what repeats: how many, the power of ten in
/// all prices, then each column as varints: minutes since the bar before, nanoseconds from its beginning until it was known, open against
/// the close before, close against open, high over and low under both, volume, turnover beyond close × volume, trades.
/// </summary>
static class BarSection
{
    const int Columns = 9;
    const long Largest = long.MaxValue / 4;
    static readonly long[] Powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];
    static readonly long Minute = Duration.FromMinutes(1).ToInt64Nanoseconds();

    internal static byte[] Encode(IReadOnlyList<Bar> bars)
    {
        var power = Powers.Length - 1;
        foreach (var bar in bars)
            while (!(Divides(bar.Open) && Divides(bar.High) && Divides(bar.Low) && Divides(bar.Close)))
                power--;
        var bytes = ArrayPool<byte>.Shared.Rent(2 * Varint.BytesMost + Columns * Varint.BytesMost * bars.Count);
        var at = Varint.Write(bytes, (ulong)bars.Count);
        bytes[at++] = (byte)power;
        for (var column = 0; column < Columns; column++)
        {
            var before = default(Bar);
            foreach (var bar in bars)
            {
                at += Varint.WriteSigned(bytes.AsSpan(at), Cell(column, bar, before, Powers[power]));
                before = bar;
            }
        }
        var section = bytes.AsSpan(0, at).ToArray();
        ArrayPool<byte>.Shared.Return(bytes);
        return section;

        // Beyond, differences wrap around and are divided by nothing.
        bool Divides(Price price) => power == 0 || price.Millionths is > -Largest and < Largest && price.Millionths % Powers[power] == 0;
    }

    /// <summary>Throws <see cref="InvalidDataException"/> when the bytes are no section.</summary>
    internal static Bar[] Decode(ReadOnlySpan<byte> bytes, LocalDate day)
    {
        var count = Varint.Read(ref bytes);
        // A bar has a byte a column at least.
        if (bytes.Length < 1 || count > (ulong)bytes.Length / Columns || bytes[0] >= Powers.Length)
            throw new InvalidDataException($"{count} bars cannot stand in {bytes.Length} bytes");
        var power = Powers[bytes[0]];
        bytes = bytes[1..];
        var cells = new long[Columns * (int)count];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = Varint.ReadSigned(ref bytes);
        var bars = new Bar[count];
        var before = default(Bar);
        for (var i = 0; i < bars.Length; i++)
            before = bars[i] = Read(cells, i, bars.Length, before, power, day);
        return bars;
    }

    static long Cell(int column, in Bar bar, in Bar before, long power) =>
        column switch
        {
            0 => (bar.Begins.UnixNanoseconds - before.Begins.UnixNanoseconds) / Minute,
            1 => bar.Known.UnixNanoseconds - bar.Begins.UnixNanoseconds,
            2 => (bar.Open.Millionths - before.Close.Millionths) / power,
            3 => (bar.Close.Millionths - bar.Open.Millionths) / power,
            4 => (bar.High.Millionths - Math.Max(bar.Open.Millionths, bar.Close.Millionths)) / power,
            5 => (Math.Min(bar.Open.Millionths, bar.Close.Millionths) - bar.Low.Millionths) / power,
            6 => bar.Volume.Units,
            7 => bar.Turnover.Thousandths - AtClose(bar.Close.Millionths, bar.Volume.Units),
            _ => bar.Trades,
        };

    static Bar Read(long[] cells, int at, int count, in Bar before, long power, LocalDate day)
    {
        var begins = new Moment(before.Begins.UnixNanoseconds + cells[at] * Minute);
        var open = before.Close.Millionths + cells[at + 2 * count] * power;
        var close = open + cells[at + 3 * count] * power;
        var volume = cells[at + 6 * count];
        return new(
            begins,
            day,
            new(open),
            new(Math.Max(open, close) + cells[at + 4 * count] * power),
            new(Math.Min(open, close) - cells[at + 5 * count] * power),
            new(close),
            new(volume),
            new(AtClose(close, volume) + cells[at + 7 * count]),
            (int)cells[at + 8 * count],
            new(begins.UnixNanoseconds + cells[at + count])
        );
    }

    static long AtClose(long price, long volume) => unchecked((long)((Int128)price * volume / 1_000));
}
