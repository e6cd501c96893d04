using System.Net;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.Feeds.BoxTests;

/// <summary>The faults a box may be asked for: in its market, on its lines, and of its site.</summary>
public sealed class WhatGoesWrong
{
    [Theory]
    [InlineData("loss=101", "'loss=101' is no fault")]
    [InlineData("bursts=301", "'bursts=301' is no fault")]
    [InlineData("silence=-1", "'silence=-1' is no fault")]
    [InlineData("failover=25:00", "'failover=25:00' is no fault")]
    [InlineData("dead-line=c", "'dead-line=c' is no fault")]
    [InlineData("duplicates=5,gremlins=3", "'gremlins=3' is no fault")]
    public void A_word_that_is_no_fault_is_refused_by_name(string text, string reason)
    {
        Assert.False(BoxFaults.TryParse(text, out var faults, out var error));
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Equal(BoxFaults.None, faults);
    }

    [Theory]
    [InlineData("bursts=10,bad-ticks=2", false, "bursts=10,bad-ticks=2")]
    [InlineData("silence=10", true, "")]
    [InlineData("failover=10:30,bad-ticks=1", true, "bad-ticks=1")]
    [InlineData("", false, "")]
    public void What_goes_wrong_in_the_market_is_told_from_what_goes_wrong_on_its_lines(string text, bool needsLines, string ofTheMarket)
    {
        Assert.True(BoxFaults.TryParse(text, out var faults, out _));
        Assert.Equal((needsLines, ofTheMarket), (faults.NeedLines, faults.OfTheMarket));
    }

    [Fact]
    public void In_a_burst_everything_trades_fifty_times_as_fast_and_the_laws_hold()
    {
        var log = SmallMarket.Run(SmallMarket.Box([], faults: "bursts=20"), SmallMarket.Monday, "10:35");
        var trades = log.Events.Where(e => e.Kind == EventKind.Trade && e.AsTrade().Conditions == TradeConditions.None).ToList();
        var inBursts = trades.Count(e => BoxFaults.SecondOf(e.ExchangeTime) < 20);
        // From 09:30 to 10:35: seven bursts of twenty seconds, the rest at the usual pace.
        var (fast, usual) = (inBursts / 140.0, (trades.Count - inBursts) / (3_900 - 140.0));
        Assert.InRange(fast / usual, 35, 60);
        BoxLaws.Statistics_are_what_the_trades_of_the_day_add_up_to(log);
        BoxLaws.No_book_is_crossed_and_every_trade_takes_what_the_best_price_had(log, SmallMarket.Instruments);
    }

    [Fact]
    public void Every_wrong_print_is_put_right_within_a_minute_and_the_figures_are_those_of_the_trades_that_stand()
    {
        var log = SmallMarket.Run(SmallMarket.Box([], faults: "bad-ticks=10"), SmallMarket.Monday, "18:00");
        Assert.True(BoxLaws.Statistics_are_what_the_trades_of_the_day_add_up_to(log) > 1_000);
        Assert.True(BoxLaws.The_markets_turnover_is_the_sum_of_its_trades(log, SmallMarket.Instruments) > 100);
        BoxLaws.Every_price_is_on_the_tick_table_of_its_date(log, SmallMarket.Instruments);
        var amended = log.Events.Where(e => e.Kind == EventKind.Amendment).ToDictionary(e => (e.Instrument, e.AsAmendment().TradeId));
        Assert.Contains(amended.Values, e => e.AsAmendment().Quantity.Units == 0);
        Assert.Contains(amended.Values, e => e.AsAmendment().Quantity.Units > 0);
        var last = new Dictionary<InstrumentNumber, decimal>();
        foreach (var e in log.Events.Where(e => e.Kind == EventKind.Trade))
        {
            var price = e.AsTrade().Price.ToDecimal();
            if (amended.TryGetValue((e.Instrument, e.AsTrade().TradeId), out var right))
            {
                Assert.InRange((right.ExchangeTime - e.ExchangeTime).TotalSeconds, 3, 60);
                Assert.True(Math.Abs(price / last[e.Instrument] - 1) > 0.1m, $"{price} beside {last[e.Instrument]}");
            }
            else if (last.TryGetValue(e.Instrument, out var before))
                Assert.InRange(price / before, 0.9m, 1.1m);
            if (!amended.ContainsKey((e.Instrument, e.AsTrade().TradeId)))
                last[e.Instrument] = price;
        }
        Assert.True(amended.Count > 100, $"{amended.Count}");
    }

    [Fact]
    public void A_day_recorded_from_lines_that_lose_double_and_overtake_is_the_days_own_with_its_wrong_prints()
    {
        const string text = "bad-ticks=5,loss-a=30,duplicates=5,reordered=5,seed=4";
        Assert.True(BoxFaults.TryParse(text, out var faults, out _));
        var direct = SmallMarket.Run(SmallMarket.Box([], faults: text), SmallMarket.Monday, "11:00");
        var file = Path.GetTempFileName();
        try
        {
            using (var into = File.Create(file))
                BoxRecording.Write(
                    SmallMarket.Box([], faults: text),
                    SmallMarket.Instruments,
                    faults,
                    into,
                    SmallMarket.At(SmallMarket.Monday, "11:00")
                );
            var read = new MemoryLog();
            using (var recording = Recording.Open([file], new()))
                recording.Advance(Moment.Never, read);
            foreach (var code in (string[])["00001", "00002", "55001"])
                Assert.Equal(Told(direct, code), Told(read, code));
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Every trade and what became of it.</summary>
    static List<(long Id, Price Price, Quantity Quantity, bool IsAmended)> Told(MemoryLog log, string code) =>
        [
            .. log.Of(code)
                .Where(e => e.Kind is EventKind.Trade or EventKind.Amendment)
                .Select(e =>
                    e.Kind == EventKind.Trade
                        ? (e.AsTrade().TradeId, e.AsTrade().Price, e.AsTrade().Quantity, false)
                        : (e.AsAmendment().TradeId, e.AsAmendment().Price, e.AsAmendment().Quantity, true)
                ),
        ];

    [Fact]
    public void When_the_lines_fall_silent_figures_are_stale_and_whole_again_when_they_speak()
    {
        var world = new World("silence=20");
        // Five minutes into every ten: three times since nine o'clock.
        world.Pass("09:34:59");
        Assert.Equal(3, world.Silences);
        world.Pass("09:35:19");
        Assert.Equal(4, world.Silences);
        world.Pass("09:36:00");
        Assert.Equal(4, world.Silences);
        Assert.All(world.Session.Receptions, r => Assert.Equal(OmdReceptionState.Live, r.State));
        world.ShowsWhatIsSo();
    }

    [Fact]
    public void The_second_site_takes_over_what_was_known_is_void_until_it_speaks_and_then_it_is_whole()
    {
        var world = new World("failover=09:40");
        world.Pass("09:39:59");
        Assert.False(world.Session.IsFailingOver);
        world.Pass("09:40:10");
        Assert.True(world.Session.IsFailingOver);
        Assert.Equal(1, world.Silences);
        world.Pass("09:40:29");
        Assert.True(world.Session.IsFailingOver);
        world.Pass("09:41:00");
        Assert.False(world.Session.IsFailingOver);
        Assert.All(world.Session.Receptions, r => Assert.Equal(OmdReceptionState.Live, r.State));
        world.ShowsWhatIsSo();
    }

    /// <summary>The small market on two lines of virtual cable, from its desk to the events of who listens.</summary>
    sealed class World : IOmdLine, IMarketEvents
    {
        static readonly Duration Step = Duration.FromMilliseconds(100);

        readonly Box box;
        readonly MemoryLog direct = new();
        readonly MemoryLog heard = new();
        readonly OmdSecondSite site;
        readonly OmdExchange exchange;
        readonly OmdSender sender;
        Moment now = SmallMarket.At(SmallMarket.Monday, "09:00");

        public World(string text)
        {
            Assert.True(BoxFaults.TryParse(text, out var faults, out _));
            box = SmallMarket.Box([], faults: text);
            site = new(faults.Lines.Failover, new FaultyLines(faults.Lines, this));
            exchange = new(site, Duration.FromSeconds(5));
            sender = new(SmallMarket.Instruments, exchange);
            var nowhere = new OmdGroups(new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2));
            var translator = new OmdTranslator(new(), EventSource.OmdBox, SmallMarket.Instruments);
            translator.Receive(heard, now);
            Session = new(
                new()
                {
                    Market = Mic.Parse("XHKG"),
                    Interface = IPAddress.Loopback,
                    Channels = [.. OmdOutlet.All.ToArray().Select(o => new OmdChannelSettings(o.Channel, nowhere, nowhere))],
                    DisasterRecovery = new(OmdOutlet.DisasterRecovery.Channel, nowhere, null),
                },
                null,
                new(null),
                translator
            );
        }

        public OmdSession Session { get; }

        public int Silences => heard.Events.Count(e => e.Kind == EventKind.Silence);

        public void Pass(string time)
        {
            for (var until = SmallMarket.At(SmallMarket.Monday, time); now < until; )
            {
                now += Step;
                box.Advance(now, this);
                sender.Flush();
                exchange.Tick(now);
                site.Tick(now);
                Session.Tick(now);
            }
        }

        /// <summary>Books, statistics and states as the wire left them are the market's own. Single trades are in no snapshot.</summary>
        public void ShowsWhatIsSo()
        {
            var (shown, read) = (Board(direct), Board(heard));
            var compared = 0;
            foreach (var instrument in SmallMarket.Instruments.All.Where(i => i.Kind != InstrumentKind.Index && i.Kind != InstrumentKind.Right))
            foreach (
                var field in (QuoteField[])
                    [QuoteField.Price, QuoteField.Volume, QuoteField.Turnover, QuoteField.High, QuoteField.Low, QuoteField.Bid, QuoteField.Ask]
            )
            {
                var expected = DemoMarket.Gate.Disclose(shown, Viewer.Staff, Surface.Page, instrument)[field];
                var found = DemoMarket.Gate.Disclose(read, Viewer.Staff, Surface.Page, instrument)[field];
                Assert.True(expected.PrintsAs(found), $"{instrument.Id.Symbol} {field}: {found} heard, {expected} told");
                compared++;
            }
            Assert.True(compared > 40);
        }

        BoardView Board(MemoryLog log)
        {
            var boards = new Boards(SmallMarket.Instruments, log, DemoMarket.Licence.Delays, Moment.Beginning);
            boards.Advance(now);
            return boards.Freeze(now);
        }

        public void Accept(in MarketEvent marketEvent)
        {
            direct.Accept(marketEvent);
            sender.Accept(marketEvent);
        }

        public void Send(OmdOutlet outlet, OmdLine line, bool isRefresh, ReadOnlySpan<byte> packet, Moment at)
        {
            if (outlet == OmdOutlet.DisasterRecovery)
            {
                Session.Take(Session.DisasterRecovery!, line, packet.ToArray(), at);
                return;
            }
            var reception = Session.Receptions.Single(r => r.Id == outlet.Channel);
            if (isRefresh)
                Session.TakeRefresh(reception, line, packet.ToArray(), at);
            else
                Session.Take(reception, line, packet.ToArray(), at);
        }
    }
}
