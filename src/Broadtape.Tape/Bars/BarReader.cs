using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>One question for bars, answered day by day.</summary>
sealed class BarReader(BarTape tape, InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy)
{
    readonly List<Bar> bars = [];
    readonly HashSet<LocalDate> partial = [];
    readonly List<MissingBars> missing = [];

    internal BarReading Done()
    {
        bars.Sort((a, b) => a.Begins.CompareTo(b.Begins));
        return new(bars, partial, missing);
    }

    internal void Take(OpenDay day, IReadOnlyList<BarEntry> entries)
    {
        var fold = day.Fold(entries);
        Take(
            day.Day,
            day.IsWhole,
            length == BarLength.Minute ? fold.Minutes
                : fold.Day is { } whole ? [whole]
                : []
        );
    }

    internal void Take(SealedDay day)
    {
        try
        {
            if (day.Of(length) is { } file)
            {
                if (IsAsked(file.Header))
                    Take(day.Day, file.Header.IsWhole, length == BarLength.Minute ? Minutes(file) : Days(day, file));
            }
            else if (day.Damage.Count > 0)
                Miss(day, day.Damage[0].Reason);
        }
        catch (TapeException e)
        {
            Miss(day, e.Reason);
        }
    }

    void Take(LocalDate day, bool isWhole, IEnumerable<Bar> standing)
    {
        var before = bars.Count;
        // The day that follows a night session begins at its midnight, and has no bar before.
        bars.AddRange(standing.Where(b => !b.Open.IsNone && b.Begins >= from && b.Begins < to && b.Begins <= knownBy));
        if (bars.Count > before && !isWhole)
            partial.Add(day);
    }

    bool IsAsked(in BarFileHeader header) => header.Bars > 0 && header.First <= knownBy && header.First < to && header.Last >= from;

    /// <summary>
    /// Minutes as they were known; the one that was growing is counted from the tape, for files have it only as it was when it was over.
    /// </summary>
    List<Bar> Minutes(BarFile file)
    {
        var versions = file.Read(id);
        var known = BarVersions.KnownBy(versions, knownBy).ToList();
        var growing = DayOfBars.MinuteOf(knownBy);
        if (!Array.Exists(versions, b => b.Begins == growing) || known.Exists(b => b.Begins == growing))
            return known;
        var day = new DayOfBars(file.Header.Day, default);
        foreach (var entry in tape.EntriesBetween(id, growing - Duration.Epsilon, knownBy))
            if (entry.Kind == BarEntryKind.Amendment || DayOfBars.MinuteOf(entry.Time) == growing)
                day.Take(entry);
        // Without prices too: that all of it was broken is known as well.
        known.AddRange(day.MinuteVersions);
        return known;
    }

    /// <summary>The day as it was known from its close on; before, what its minutes came to.</summary>
    IEnumerable<Bar> Days(SealedDay day, BarFile file)
    {
        var versions = file.Read(id);
        if (versions.Length == 0 || versions[0].Known <= knownBy)
            return BarVersions.KnownBy(versions, knownBy);
        return day.Minutes is { } minutes && DayOfBars.Sum(Minutes(minutes), day.Day, versions[0].Begins) is { } so ? [so] : [];
    }

    internal void Miss(MissingBars span)
    {
        if (span.From < to && span.To > from && span.From <= knownBy)
            missing.Add(span);
    }

    void Miss(SealedDay day, string reason)
    {
        var (begins, ends) = tape.SpanOf(day.Market, day.Day);
        Miss(new(day.Market, day.Day, begins, ends, reason));
    }
}
