using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>What the files of an import say, before any of it is taken.</summary>
sealed class ImportDraft
{
    /// <summary>Rows of one import, 100 bytes each in memory; a larger archive is imported in parts.</summary>
    internal const int RowsMost = 10_000_000;

    readonly List<(Series Series, bool Assumed)> series = [];
    readonly Dictionary<Series, int> indices = [];
    readonly List<DraftBar> bars = [];
    readonly List<Fact> facts = [];
    readonly List<SetAside> aside = [];
    readonly List<string> remarks = [];

    internal IReadOnlyList<(Series Series, bool Assumed)> Series => series;
    internal IReadOnlyList<DraftBar> Bars => bars;
    internal IReadOnlyList<Fact> Facts => facts;
    internal IReadOnlyList<SetAside> Aside => aside;

    /// <summary>What the operator should know and no row says.</summary>
    internal IReadOnlyList<string> Remarks => remarks;

    internal int IndexOf(Series of, bool assumed)
    {
        if (!indices.TryGetValue(of, out var index))
        {
            indices[of] = index = series.Count;
            series.Add((of, assumed));
        }
        return index;
    }

    /// <param name="bar">Known from when it is if the import is as published.</param>
    internal void Add(int index, in Bar bar, Place place)
    {
        if (bars.Count == RowsMost)
            throw new InvalidDataException($"the files hold more than {RowsMost:N0} rows; import them in parts");
        bars.Add(new(index, bar, place));
    }

    /// <param name="fact">Known from when it is if the import is as published.</param>
    internal void Add(Fact fact) => facts.Add(fact);

    internal void SetAside(Quarantine reason, Place place, string text) => aside.Add(new(reason, place, text));

    internal void Remark(string sentence) => remarks.Add(sentence);

    /// <summary>Rows of one series and beginning: equal ones once, differing ones not at all. Sorts by series and beginning.</summary>
    internal void Settle()
    {
        if (!IsInOrder())
            bars.Sort(InOrder);
        var kept = 0;
        for (var from = 0; from < bars.Count; )
        {
            var to = from + 1;
            while (to < bars.Count && bars[to].Index == bars[from].Index && bars[to].Bar.Begins == bars[from].Bar.Begins)
                to++;
            var same = bars[from].Bar;
            var contradicted = false;
            for (var i = from + 1; i < to; i++)
                contradicted |= bars[i].Bar != same;
            for (var i = contradicted ? from : from + 1; i < to; i++)
                SetAside(contradicted ? Quarantine.Contradiction : Quarantine.Duplicate, bars[i].Place, Text(bars[i]));
            if (!contradicted)
                bars[kept++] = bars[from];
            from = to;
        }
        bars.RemoveRange(kept, bars.Count - kept);
    }

    /// <summary>Takes back what was added and does not hold after all.</summary>
    internal void SetAsideWhere(Func<DraftBar, bool> which, Quarantine reason)
    {
        foreach (var bar in bars.Where(which))
            SetAside(reason, bar.Place, Text(bar));
        bars.RemoveAll(b => which(b));
    }

    /// <summary>Vendors sort by name and day: most files need no sorting.</summary>
    bool IsInOrder()
    {
        for (var i = 1; i < bars.Count; i++)
            if (InOrder(bars[i - 1], bars[i]) > 0)
                return false;
        return true;
    }

    static int InOrder(DraftBar a, DraftBar b) =>
        a.Index != b.Index ? a.Index.CompareTo(b.Index)
        : a.Bar.Begins != b.Bar.Begins ? a.Bar.Begins.CompareTo(b.Bar.Begins)
        : (a.Place.File, a.Place.Row).CompareTo((b.Place.File, b.Place.Row));

    string Text(DraftBar bar) =>
        $"{series[bar.Index].Series.Instrument.Symbol} {bar.Bar.Day:uuuu-MM-dd} {bar.Bar.Open} {bar.Bar.High} {bar.Bar.Low} {bar.Bar.Close} {bar.Bar.Volume.Units}";
}

/// <param name="Index">Of its series in the draft.</param>
readonly record struct DraftBar(int Index, Bar Bar, Place Place);

/// <summary>A row in quarantine.</summary>
sealed record SetAside(Quarantine Reason, Place Place, string Text);
