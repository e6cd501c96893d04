using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Tests.TapeTests;

/// <summary>A folder that goes with the test, and events to write into it.</summary>
sealed class TapeFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("broadtape-tape-").FullName;

    public string[] Segments => [.. Directory.GetFiles(Path, "*.tape").Order(StringComparer.Ordinal)];

    /// <summary>An event told apart by its number; released when it says, in seconds.</summary>
    public static MarketEvent Event(long number, long second = 1) =>
        MarketEvent.Of(
            new EventStamp(new(1), Moment.FromUnixSeconds(second), Moment.FromUnixSeconds(second - 1), EventSource.Box),
            new Trade(new(number), new(number), number, TradeConditions.None)
        );

    public static long NumberOf(in MarketEvent marketEvent) => marketEvent.AsTrade().TradeId;

    /// <summary>Commits a block for each count, numbered on from what is there.</summary>
    public void Write(params int[] blocks)
    {
        using var tape = Tape.Tape.Open(Path);
        foreach (var count in blocks)
            Append(tape, count);
    }

    public static void Append(Tape.Tape tape, int count)
    {
        for (var i = 0; i < count; i++)
            tape.Accept(Event(tape.Count, tape.Count));
        tape.Commit();
    }

    public static MarketEvent[] All(Tape.Tape tape)
    {
        var events = new MarketEvent[tape.Committed];
        Assert.Equal(events.Length, tape.Read(0, events));
        return events;
    }

    /// <summary>The numbers of all events that can be read, over what is missing.</summary>
    public static List<long> ReadOn(Tape.Tape tape) => ReadFrom(tape, 0);

    public static List<long> ReadFrom(Tape.Tape tape, long position)
    {
        var (numbers, buffer) = (new List<long>(), new MarketEvent[17]);
        while (true)
            try
            {
                var count = tape.Read(position, buffer);
                if (count == 0)
                    return numbers;
                numbers.AddRange(buffer.Take(count).Select(e => NumberOf(e)));
                position += count;
            }
            catch (MissingEventsException missing)
            {
                Assert.InRange(position, missing.Span.Position, missing.Span.End - 1);
                position = missing.Span.End;
            }
    }

    public static void AssertNumbered(Tape.Tape tape, long count)
    {
        Assert.Equal(count, tape.Committed);
        var number = 0L;
        foreach (ref readonly var e in All(tape).AsSpan())
            Assert.Equal(number++, NumberOf(e));
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
