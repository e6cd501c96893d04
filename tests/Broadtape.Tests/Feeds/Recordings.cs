using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using ZstdSharp;

namespace Broadtape.Tests.Feeds;

/// <summary>Real recordings: what they say through the house is what an independent reading of the files says.</summary>
public sealed class Recordings
{
    const string Tops = "data/iex/IEX_TOPS16_official_sample_20170710.pcap.zst";

    static MemoryLog Replay(params string[] files)
    {
        var log = new MemoryLog();
        using var recording = Recording.Open(files, new());
        recording.Advance(Moment.Never, log);
        return log;
    }

    static Dictionary<string, string> Prices(MemoryLog log)
    {
        var boards = new Boards(InstrumentMaster.Empty, log, [Delay.None, new(15)], Moment.Beginning);
        var end = log.Events.Max(e => e.ReleaseTime);
        boards.Advance(end);
        var view = boards.Freeze(end);
        return view
            .Instruments.All.Select(i => (i, Figure: DemoMarket.Gate.Disclose(view, Viewer.Anonymous, Surface.Page, i)[QuoteField.Price]))
            .Where(p => !p.Figure.IsNone)
            .ToDictionary(p => p.i.Id.Code, p => p.Figure.Plain);
    }

    [Fact]
    public void A_TOPS_capture_holds_what_its_manifest_counts()
    {
        using var recording = Recording.Open([SharedData.At(Tops)], new());
        recording.Advance(Moment.Never, new MemoryLog());
        var counts = recording.Counts.Single();
        Assert.Equal(13_022, counts.Packets);
        Assert.Equal(57_674, counts.Messages);
        Assert.Equal(0, counts.Gaps);
        Assert.Equal((27_217L, 6_390L, 3L, 7_801L), (counts.ByType['Q'], counts.ByType['T'], counts.ByType['B'], counts.ByType['O']));
    }

    [Fact]
    public void The_last_price_of_every_symbol_is_its_last_eligible_trade_that_was_not_broken()
    {
        var file = SharedData.At(Tops);
        var shown = Prices(Replay(file));
        var expected = LastSales(file);
        Assert.Empty(
            expected
                .Where(e => shown.GetValueOrDefault(e.Key) != e.Value)
                .Select(e => $"{e.Key}: {shown.GetValueOrDefault(e.Key)} instead of {e.Value}")
        );
        Assert.Equal(expected.Count, shown.Count);
    }

    /// <summary>A reading of its own: bytes, offsets and flags straight from the specification.</summary>
    static Dictionary<string, string> LastSales(string file)
    {
        using var source = new DecompressionStream(File.OpenRead(file));
        using var all = new MemoryStream();
        source.CopyTo(all);
        var bytes = all.ToArray();
        var trades = new Dictionary<string, List<(long Id, long Price)>>();
        for (var at = 24; at < bytes.Length; )
        {
            var length = BitConverter.ToInt32(bytes, at + 8);
            var segment = bytes.AsSpan(at + 16 + 42, length - 42);
            at += 16 + length;
            var count = BinaryPrimitives.ReadUInt16LittleEndian(segment[14..]);
            var message = segment[40..];
            for (var i = 0; i < count; i++)
            {
                var size = BinaryPrimitives.ReadUInt16LittleEndian(message);
                var m = message.Slice(2, size);
                message = message[(2 + size)..];
                if (m[0] != 'T' && m[0] != 'B')
                    continue;
                var symbol = Encoding.ASCII.GetString(m.Slice(10, 8)).TrimEnd();
                var id = BinaryPrimitives.ReadInt64LittleEndian(m[30..]);
                if (!trades.TryGetValue(symbol, out var list))
                    trades[symbol] = list = [];
                if (m[0] == 'B')
                    list.RemoveAll(t => t.Id == id);
                else if ((m[1] & 0x60) == 0)
                    list.Add((id, BinaryPrimitives.ReadInt64LittleEndian(m[22..])));
            }
        }
        return trades
            .Where(t => t.Value.Count > 0)
            .ToDictionary(t => t.Key, t => (t.Value[^1].Price / 10_000m).ToString("0.0000", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("bac")]
    [InlineData("ibm")]
    [InlineData("spy")]
    public void The_last_price_of_a_tick_archive_is_its_last_record_not_suspicious(string ticker)
    {
        var file = SharedData.At($"data/us/lean_ticks/{ticker}/20131007_trade.zip");
        using var zip = ZipFile.OpenRead(file);
        using var lines = new StreamReader(zip.Entries[0].Open());
        var last = lines.ReadToEnd().Split('\n').Select(l => l.Trim().Split(',')).Last(c => c.Length == 6 && c[5] == "0");
        var expected = (long.Parse(last[1], CultureInfo.InvariantCulture) / 10_000m).ToString("0.0000", CultureInfo.InvariantCulture);
        Assert.Equal(expected, Prices(Replay(file))[ticker.ToUpperInvariant()]);
    }

    [Fact]
    public void Files_are_merged_by_time()
    {
        var folder = SharedData.At("data/us/lean_ticks");
        var log = Replay($"{folder}/bac/20131007_trade.zip", $"{folder}/bac/20131007_quote.zip", $"{folder}/ibm/20131007_trade.zip");
        Assert.True(log.Events.Zip(log.Events.Skip(1)).All(p => p.First.ReceivedTime <= p.Second.ReceivedTime));
    }

    [Fact]
    public void A_trade_after_hours_is_labelled()
    {
        var log = Replay(SharedData.At("data/us/lean_ticks/spy/20131007_trade.zip"));
        var boards = new Boards(InstrumentMaster.Empty, log, [Delay.None, new(15)], Moment.Beginning);
        var view = boards.At(log.Events[^1].ReleaseTime);
        var spy = view.Instruments.FindSymbol("ARCX:SPY")!;
        Assert.True(DemoMarket.Gate.Disclose(view, Viewer.Anonymous, Surface.QuotePage, spy)[QuoteField.Price].Passport.ExtendedHours);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_capture_cut_anywhere_hands_over_what_stands_before_the_cut_and_names_the_place(int seed)
    {
        using var source = new DecompressionStream(File.OpenRead(SharedData.At(Tops)));
        var whole = new byte[3_000_000];
        source.ReadExactly(whole);
        var cut = 24 + new Random(seed).Next(whole.Length - 100);
        var file = Path.Combine(Directory.CreateTempSubdirectory("broadtape").FullName, "cut.pcap");
        File.WriteAllBytes(file, whole[..cut]);
        try
        {
            var complete = 0;
            for (var at = 24; at + 16 <= cut && at + 16 + BitConverter.ToInt32(whole, at + 8) <= cut; at += 16 + BitConverter.ToInt32(whole, at + 8))
                complete++;
            using var recording = Recording.Open([file], new());
            var thrown = Record.Exception(() => recording.Advance(Moment.Never, new MemoryLog()));
            Assert.Equal(complete, recording.Counts.Single().Packets);
            if (thrown is not null)
                Assert.InRange(Assert.IsType<CaptureException>(thrown).Offset, 24, cut);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is not a capture of any kind, and long enough to look at")]
    public void A_foreign_file_is_refused_before_anything_is_read(string content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        Assert.Throws<CaptureException>(() => Recording.Open([file], new()));
        File.Delete(file);
    }

    [Fact]
    public void Bytes_at_random_are_an_error_with_a_place_and_never_a_crash()
    {
        var random = new Random(7);
        var file = Path.GetTempFileName();
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(24, 4_000)];
            random.NextBytes(bytes);
            new byte[] { 0xD4, 0xC3, 0xB2, 0xA1 }.CopyTo(bytes, 0);
            BitConverter.TryWriteBytes(bytes.AsSpan(20), 1);
            File.WriteAllBytes(file, bytes);
            var thrown = Record.Exception(() =>
            {
                using var recording = Recording.Open([file], new());
                recording.Advance(Moment.Never, new MemoryLog());
            });
            Assert.True(thrown is null or CaptureException, thrown?.ToString());
        }
        File.Delete(file);
    }
}
