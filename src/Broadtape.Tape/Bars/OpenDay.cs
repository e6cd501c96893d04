using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>A market's trading day that may still take entries, or waits to be sealed.</summary>
/// <param name="midnight">Where its daily bars begin.</param>
/// <param name="over">From here on it takes nothing more.</param>
/// <param name="first">Its first entry on the tape.</param>
/// <param name="isWhole">The tape had begun before the day did.</param>
sealed class OpenDay(Mic market, LocalDate day, Moment midnight, Moment over, TapePoint first, bool isWhole, Chunks chunks) : IDisposable
{
    readonly EntryRuns runs = new(chunks);
    readonly Dictionary<InstrumentId, int> byInstrument = [];

    internal Mic Market => market;
    internal LocalDate Day => day;
    internal Moment Midnight => midnight;
    internal Moment Over => over;
    internal TapePoint First => first;
    internal bool IsWhole => isWhole;

    /// <summary>Set when it is over.</summary>
    internal Seal? Seal { get; set; }

    /// <summary>In the order files have them.</summary>
    internal IEnumerable<InstrumentId> Instruments => byInstrument.Keys.Order(InstrumentOrder.Instance);

    internal int RunOf(InstrumentId id)
    {
        if (!byInstrument.TryGetValue(id, out var run))
            byInstrument.Add(id, run = runs.Add());
        return run;
    }

    internal void Take(int run, in BarEntry entry) => runs.Append(run, entry);

    /// <summary>The instrument's entries known by the moment; none when nothing was said of it.</summary>
    internal IReadOnlyList<BarEntry> Entries(InstrumentId id, Moment knownBy) =>
        byInstrument.TryGetValue(id, out var run) ? runs.Read(run, knownBy) : [];

    internal DayOfBars Fold(IReadOnlyList<BarEntry> entries)
    {
        var bars = new DayOfBars(day, midnight);
        foreach (var entry in entries)
            bars.Take(entry);
        return bars;
    }

    public void Dispose() => chunks.Dispose();
}

/// <summary>A position of the tape and the newest release up to it, itself included.</summary>
readonly record struct TapePoint(long Position, Moment Known);

/// <summary>Where on the tape a day was over.</summary>
/// <param name="Until">Events it was made of lie before this position.</param>
/// <param name="Resume">Whoever reads the tape from here on misses nothing of days not sealed yet.</param>
readonly record struct Seal(long Until, TapePoint Resume);
