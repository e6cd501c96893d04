using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>
/// Minute and daily bars of everything on a tape, as they were known at any moment. Days that are over lie in files; the others in memory,
/// trade by trade, for bars are counted only when they are asked for. Live and rebuilt bars come out of the same reading of the tape.
/// </summary>
public sealed class BarTape : IDisposable
{
    /// <summary>Events folded in one go: how long a reader waits for the one who folds.</summary>
    const int Step = 1_024;

    readonly string folder;
    readonly Tape tape;
    readonly BarRetention retention;
    readonly TradingDays calendar;
    readonly Lock folding = new();
    readonly Lock sealing = new();
    readonly BarFold fold;
    readonly MarketEvent[] events = new MarketEvent[Step];

    /// <summary>Over, and not in a file yet.</summary>
    readonly List<OpenDay> ended = [];
    readonly List<SealedDay> days;
    volatile bool damaged;

    BarTape(string folder, Tape tape, InstrumentMaster master, Timetables timetables, BarRetention retention, int slabs)
    {
        (this.folder, this.tape, this.retention) = (folder, tape, retention);
        calendar = new(timetables);
        var scratch = Path.Combine(folder, "scratch");
        Directory.CreateDirectory(scratch);
        // What a process that was killed has left.
        foreach (var left in Directory.EnumerateFiles(folder, "*" + BarFileWriter.Unfinished, SearchOption.AllDirectories))
            File.Delete(left);
        foreach (var left in Directory.EnumerateFiles(scratch))
            File.Delete(left);
        fold = new(
            master,
            timetables,
            moment => tape.Begins <= moment,
            (market, day) => Path.Combine(scratch, $"{market}-{day:uuuu-MM-dd}"),
            new(slabs)
        );
        days = SealedDay.In(folder);
        damaged = days.Exists(d => d.Damage.Count > 0);
        Resume();
    }

    /// <summary>
    /// Opens or begins the bars in a folder; reading the tape is left to <see cref="Advance"/>. Damaged files are told by
    /// <see cref="Read"/>, never served.
    /// </summary>
    public static BarTape Open(string folder, Tape tape, InstrumentMaster master, Timetables timetables, BarRetention? retention = null) =>
        Open(folder, tape, master, timetables, retention ?? BarRetention.ForGood, SlabBudget.Usual);

    /// <param name="slabs">Quarter megabytes of trades kept in memory.</param>
    internal static BarTape Open(string folder, Tape tape, InstrumentMaster master, Timetables timetables, BarRetention retention, int slabs) =>
        new(folder, tape, master, timetables, retention, slabs);

    /// <summary>Trades, levels and closing prices that came for a day that was over, and are in no bar.</summary>
    public long Late
    {
        get
        {
            lock (folding)
                return fold.Late;
        }
    }

    /// <summary>Something was found that cannot be read.</summary>
    public bool IsDamaged => damaged;

    /// <summary>Reads on in the tape; false when its end was reached. Throws <see cref="TapeException"/>. Any thread.</summary>
    public bool Advance()
    {
        lock (folding)
        {
            var count = tape.Read(fold.Position, events);
            foreach (ref readonly var e in events.AsSpan(0, count))
                fold.Take(e, ended);
            return count > 0;
        }
    }

    /// <summary>
    /// Puts every day that is over into its files, and lets go of what is kept no longer. Throws <see cref="TapeException"/> when the disk
    /// refuses: the day stays in memory, and the next call tries again. Any thread.
    /// </summary>
    public void Seal()
    {
        lock (sealing)
            while (Ended() is { } day)
            {
                var written = SealedDay.Write(folder, day);
                lock (folding)
                {
                    days.RemoveAll(d => d.Market == day.Market && d.Day == day.Day);
                    days.Add(written);
                    ended.Remove(day);
                    day.Dispose();
                }
                Forget(day);
            }
    }

    /// <summary>Raw bars that begin in [from, to), oldest first, as they were known by the moment. Any thread.</summary>
    public BarReading Read(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy)
    {
        var reading = new BarReader(this, id, length, from, to, knownBy);
        string? stands = null;
        try
        {
            var position = tape.PositionAt(knownBy);
            while (!HasRead(position) && Advance())
                continue;
        }
        catch (TapeException e)
        {
            // What was read before the damage is there; what follows is missing, not untraded.
            stands = e.Reason;
        }
        (OpenDay Day, IReadOnlyList<BarEntry> Entries)[] open;
        SealedDay[] closed;
        lock (folding)
        {
            var market = fold.MarketOf(id);
            closed = [.. days.Where(d => d.Market == market)];
            open = [.. fold.Open.Concat(ended).Where(d => d.Market == market).Select(d => (d, d.Entries(id, knownBy)))];
            if (stands is not null)
                reading.Miss(new(market, calendar.Holding(market, fold.Known).Day, fold.Known, knownBy, stands));
        }
        foreach (var day in closed)
            reading.Take(day);
        foreach (var (day, entries) in open)
            reading.Take(day, entries);
        var done = reading.Done();
        damaged |= done.Missing.Count > 0;
        return done;
    }

    /// <summary>Reads every byte of every file of bars in a folder and says what does not hold; the number of files looked at.</summary>
    public static (int Files, IReadOnlyList<TapeDamage> Damage) Verify(string folder)
    {
        var there = SealedDay.In(folder);
        return (there.Sum(d => (d.Minutes is null ? 0 : 1) + (d.Days is null ? 0 : 1) + d.Damage.Count), [.. there.SelectMany(d => d.Verify())]);
    }

    public void Dispose()
    {
        lock (folding)
            foreach (var day in fold.Open.Concat(ended))
                day.Dispose();
    }

    internal (Moment From, Moment To) SpanOf(Mic market, LocalDate day)
    {
        lock (folding)
            return (calendar.Midnight(market, day), calendar.Midnight(market, day.PlusDays(1)));
    }

    /// <summary>The instrument's entries released in (after, until].</summary>
    internal List<BarEntry> EntriesBetween(InstrumentId id, Moment after, Moment until)
    {
        InstrumentNumber? number;
        lock (folding)
            number = fold.NumberOf(id);
        var entries = new List<BarEntry>();
        var read = new MarketEvent[1_024];
        var (at, end, known) = (tape.PositionAt(after), tape.PositionAt(until), after);
        while (at < end)
        {
            var count = tape.Read(at, read.AsSpan(0, (int)Math.Min(read.Length, end - at)));
            foreach (ref readonly var e in read.AsSpan(0, count))
            {
                known = Moment.Max(known, e.ReleaseTime);
                if (e.Instrument == number && BarEntry.TryRead(e, known, out var entry))
                    entries.Add(entry);
            }
            at += count;
        }
        return entries;
    }

    bool HasRead(long position)
    {
        lock (folding)
            return fold.Position >= position;
    }

    OpenDay? Ended()
    {
        lock (folding)
            return ended.Count > 0 ? ended[0] : null;
    }

    /// <summary>
    /// Goes on behind the newest day sealed. A damaged file of a day that was over after it is written again: the tape from there on has
    /// all of that day.
    /// </summary>
    void Resume()
    {
        var whole = days.Where(d => d.Days is not null).OrderBy(d => d.Days!.Header.Seal.Until).ThenBy(OrderOf).ToList();
        if (whole.Count == 0)
            return;
        var newest = OrderOf(whole[^1]);
        var isSealed = days.Where(d => d.Days is not null || OrderOf(d).CompareTo(newest) < 0).Select(d => (d.Market, d.Day));
        fold.Resume(whole[^1].Days!.Header.Seal.Resume, tape.Listings(), isSealed);

        (Moment Over, uint Market) OrderOf(SealedDay day) => (calendar.Midnight(day.Market, day.Day.PlusDays(1)), day.Market.Packed);
    }

    static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, $"the bars are old and could not be removed: {e.Message}", e);
        }
    }

    void Forget(OpenDay newest)
    {
        foreach (var length in (ReadOnlySpan<BarLength>)[BarLength.Minute, BarLength.Day])
        {
            if ((length == BarLength.Minute ? retention.Minutes : retention.Days) is not { } kept)
                continue;
            SealedDay[] old;
            lock (folding)
                old = [.. days.Where(d => d.Market == newest.Market && d.Day < newest.Day - kept && d.Of(length) is not null)];
            foreach (var day in old)
            {
                Delete(day.Of(length)!.Path);
                lock (folding)
                {
                    days.Remove(day);
                    if (length == BarLength.Minute && day.Days is not null)
                        days.Add(day with { Minutes = null });
                    else if (length == BarLength.Day && day.Minutes is not null)
                        days.Add(day with { Days = null });
                }
            }
        }
    }
}
