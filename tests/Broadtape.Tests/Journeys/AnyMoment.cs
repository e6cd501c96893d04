using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.Journeys;

/// <summary>Live, delayed and past boards against a recomputation that knows nothing of pages, checkpoints or followers.</summary>
public sealed class AnyMoment
{
    const int Moments = 1_000;

    /// <summary>A dictionary of last words: what a board comes to when nobody is in a hurry.</summary>
    sealed class Naive
    {
        public readonly Dictionary<int, InstrumentId> Ids = [];
        public readonly Dictionary<int, (Price Last, Price Nominal, Price Previous, Price Close, long Volume, Price Bid)> Quotes = [];

        public void Take(in MarketEvent e)
        {
            var n = e.Instrument.Value;
            var q = Quotes.GetValueOrDefault(n);
            switch (e.Kind)
            {
                case EventKind.Listing:
                    Ids[n] = e.AsListing().Id;
                    break;
                case EventKind.PreviousClose:
                    var hongKong = Ids[n].Mic.ToString() == "XHKG";
                    q = (hongKong ? default : q.Last, hongKong ? default : q.Nominal, e.AsPrice(), default, 0, default);
                    break;
                case EventKind.Trade:
                    q.Last = e.AsTrade().Price;
                    break;
                case EventKind.IndexValue:
                    q.Last = e.AsIndexValue().Value;
                    break;
                case EventKind.FxRate:
                    q.Last = e.AsPrice();
                    break;
                case EventKind.Nominal:
                    q.Nominal = e.AsPrice();
                    break;
                case EventKind.ClosingPrice:
                    q.Close = e.AsPrice();
                    break;
                case EventKind.Statistics:
                    q.Volume = e.AsStatistics().Volume.Units;
                    break;
                case EventKind.TopOfBook:
                    q.Bid = e.AsTopOfBook().Bid;
                    break;
            }
            Quotes[n] = q;
        }

        public void MustEqual(BoardFrame frame, string when)
        {
            foreach (var (number, id) in Ids)
            {
                var q = Quotes[number];
                Assert.True(frame.TryFind(id, out var there), $"{id} is missing {when}");
                var quote = frame.QuoteOf(there);
                var shown = (quote.Last, quote.Nominal, quote.PreviousClose, quote.Close, quote.Volume.Units, quote.Bid);
                // Compared here and not by an assertion: there are two hundred thousand of them.
                if (shown != q)
                    Assert.Fail($"{id} {when}: {shown} instead of {q}");
            }
        }
    }

    [Fact]
    public void Live_delayed_and_past_boards_equal_a_naive_recomputation_at_a_thousand_random_moments()
    {
        var log = DemoMarket.Day.Value;
        var random = new Random(1);
        var span = (DemoMarket.Starts - DemoMarket.Begins).ToInt64Nanoseconds();
        var moments = Enumerable
            .Range(0, Moments)
            .Select(_ => new Moment(DemoMarket.Begins.UnixNanoseconds + random.NextInt64(span)))
            .Order()
            .ToList();
        var boards = new Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
        var live = new List<BoardView>();
        foreach (var moment in moments)
        {
            boards.Advance(moment);
            live.Add(boards.Freeze(moment));
        }
        foreach (var delay in DemoMarket.Licence.Delays)
        {
            var (naive, position) = (new Naive(), 0);
            for (var i = 0; i < moments.Count; i++)
            {
                var horizon = moments[i] - Duration.FromMinutes(delay.Minutes);
                while (position < log.Events.Count && log.Events[position].ReleaseTime <= horizon)
                    naive.Take(log.Events[position++]);
                naive.MustEqual(live[i].Behind(delay), $"live at {moments[i]}, {delay.Minutes} minutes behind");
                naive.MustEqual(boards.At(moments[i]).Behind(delay), $"past at {moments[i]}, {delay.Minutes} minutes behind");
            }
        }
    }

    [Fact]
    public void Nothing_newer_than_the_horizon_changes_what_a_viewer_is_told()
    {
        var log = DemoMarket.Day.Value;
        var moment = Moment.Parse("2026-01-08T11:20+08:00");
        var whole = new Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning).At(moment);
        var known = new MemoryLog();
        known.Events.AddRange(log.Events.Where(e => e.ReleaseTime <= moment - Duration.FromMinutes(15)));
        var late = new Boards(DemoMarket.Instruments, known, DemoMarket.Licence.Delays, Moment.Beginning).At(moment);
        foreach (var instrument in DemoMarket.Instruments.All)
        {
            var (a, b) = (Told(whole, instrument), Told(late, instrument));
            Assert.Equal(b, a);
        }

        static string Told(BoardView view, Instrument instrument)
        {
            var d = DemoMarket.Gate.Disclose(view, Viewer.Anonymous, Surface.Stream, instrument);
            return string.Join('|', Enum.GetValues<QuoteField>().Select(f => $"{d[f]} {d[f].Passport.DataTime}"));
        }
    }
}
