using Broadtape.Board;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>From messages to what a subscriber sees: definitions late, brokers, cooling off, news, turnover, quotas.</summary>
public sealed class TranslatorTests
{
    static readonly Moment Now = Moment.Parse("2026-01-09T10:00+08:00");

    readonly MemoryLog log = new();
    readonly OmdTranslator translator = new(new(), EventSource.Omd);

    public TranslatorTests()
    {
        translator.Receive(log, Now);
        translator.OnPacket((ulong)Now.UnixNanoseconds);
        log.Accept(MarketEvent.Of(new EventStamp(InstrumentNumber.None, Now, Now, EventSource.Omd), new Heartbeat(Mic.Parse("XHKG"))));
    }

    delegate void Fill(Span<byte> message);

    void Say(ushort type, int size, Fill fill)
    {
        var bytes = new byte[size];
        bytes.AsSpan().U16(0, (ushort)size);
        bytes.AsSpan().U16(2, type);
        fill(bytes);
        translator.OnMessage(new(1, bytes));
    }

    void Define(uint code = 700) =>
        Say(
            SecurityDefinition.Type,
            SecurityDefinition.Size,
            m =>
            {
                var message = new SecurityDefinition(m)
                {
                    SecurityCode = code,
                    ProductType = 1,
                    PreviousClosingPrice = 616_000,
                    DummySecurityFlag = 'N',
                    ListingDate = 20040616,
                };
                message.InstrumentType.SetAscii("EQTY");
                message.SecurityNameGccs.SetUtf16("騰訊控股");
                message.SecurityNameGb.SetUtf16("腾讯控股");
                message.SecurityShortName.SetAscii("TENCENT");
            }
        );

    void Nominal(int price, uint code = 700) =>
        Say(NominalPrice.Type, NominalPrice.Size, m => _ = new NominalPrice(m) { SecurityCode = code, Price = price });

    BoardView Show(Moment? at = null)
    {
        var boards = new Boards(InstrumentMaster.Empty, log, DemoMarket.Licence.Delays, Moment.Beginning);
        boards.Advance(at ?? Now);
        return boards.Freeze(at ?? Now);
    }

    static Instrument Tencent(BoardView view) => view.Instruments.FindSymbol("XHKG:00700")!;

    Figure Shown(QuoteField field, Moment? at = null, Viewer? viewer = null)
    {
        var view = Show(at);
        return DemoMarket.Gate.Disclose(view, viewer ?? Viewer.Subscriber, Surface.QuotePage, Tencent(view))[field];
    }

    [Fact]
    public void What_comes_before_its_definition_is_parked_and_follows_it_in_order()
    {
        Nominal(617_000);
        Nominal(618_000);
        Assert.Equal(2, translator.Parked);
        Define();
        Assert.Equal((0, 0L), (translator.Parked, translator.Undefined));
        Assert.Equal("618.000", Shown(QuoteField.Price).ToString());
        Assert.Equal(2, log.Events.Count(e => e.Kind == EventKind.Nominal));
    }

    [Theory]
    [InlineData("JPY", 3, 906_780u, "0.090678")] // R18
    [InlineData("GBP", 0, 107_500u, "10.750")]
    public void A_currency_rate_is_Hong_Kong_dollars_for_one_unit(string currency, ushort factor, uint rate, string expected)
    {
        Say(CurrencyRate.Type, CurrencyRate.Size, m => new CurrencyRate(m) { CurrencyFactor = factor, Rate = rate }.CurrencyCode.SetAscii(currency));
        Assert.Equal($"XXXX:{currency}HKD", log.Events.Single(e => e.Kind == EventKind.Listing).AsListing().Id.Symbol);
        Assert.Equal(expected, log.Events.Single(e => e.Kind == EventKind.FxRate).AsPrice().ToString());
    }

    [Fact]
    public void What_names_no_currency_makes_no_rate_and_is_counted()
    {
        Say(CurrencyRate.Type, CurrencyRate.Size, m => new CurrencyRate(m) { Rate = 1 }.CurrencyCode.SetAscii("??"));
        Assert.Equal(1, translator.Undefined);
        Assert.DoesNotContain(log.Events, e => e.Kind == EventKind.FxRate);
    }

    [Fact]
    public void No_more_is_parked_than_the_bound_and_what_falls_out_is_counted()
    {
        for (var i = 0; i <= OmdTranslator.ParkedMost; i++)
            Nominal(617_000);
        Assert.Equal((OmdTranslator.ParkedMost, 1L), (translator.Parked, translator.Undefined));
    }

    [Fact]
    public void The_exchange_names_what_the_house_does_not()
    {
        Define();
        Assert.Equal(new("騰訊控股", "腾讯控股", "TENCENT"), Tencent(Show()).Names);
    }

    /// <summary>The example of section 10: asks 20.28 (2137, 4138), 20.29 (2141, 5123), 20.31 (3145).</summary>
    [Fact]
    public void A_broker_queue_is_read_spread_by_spread()
    {
        Define();
        (char Kind, ushort Item)[] items = [('B', 2137), ('B', 4138), ('S', 1), ('B', 2141), ('B', 5123), ('S', 2), ('S', 0), ('S', 3), ('B', 3145)];
        Say(
            BrokerQueue.Type,
            BrokerQueue.Size + items.Length * QueueItem.Size,
            m =>
            {
                var queue = new BrokerQueue(m)
                {
                    SecurityCode = 700,
                    ItemCount = (byte)items.Length,
                    Side = 2,
                    MoreFlag = 'Y',
                };
                for (var i = 0; i < items.Length; i++)
                {
                    var item = queue.Item(i);
                    (item.Kind, item.Item) = items[i];
                }
            }
        );
        var view = Show();
        var depth = DemoMarket.Gate.DiscloseDepth(view, Viewer.Subscriber, Surface.QuotePage, Tencent(view));
        Assert.Equal(["0: 2137 4138", "1: 2141 5123", "3: 3145"], depth.Sellers.Select(s => $"{s.Spreads}: {string.Join(' ', s.Brokers)}"));
        Assert.Equal((true, false, 0), (depth.SellersHaveMore, depth.BuyersHaveMore, depth.Buyers.Count));
    }

    [Fact]
    public void A_full_queue_of_forty_items_takes_three_events_and_loses_none()
    {
        Define();
        Say(
            BrokerQueue.Type,
            BrokerQueue.Size + 40 * QueueItem.Size,
            m =>
            {
                var queue = new BrokerQueue(m)
                {
                    SecurityCode = 700,
                    ItemCount = 40,
                    Side = 1,
                };
                for (var i = 0; i < 40; i++)
                {
                    var item = queue.Item(i);
                    (item.Kind, item.Item) = ('B', (ushort)(1_000 + i));
                }
            }
        );
        var view = Show();
        var depth = DemoMarket.Gate.DiscloseDepth(view, Viewer.Subscriber, Surface.QuotePage, Tencent(view));
        Assert.Equal(Enumerable.Range(1_000, 40), depth.Buyers.Single().Brokers);
    }

    [Fact]
    public void Ten_levels_are_level_two_and_refused_to_who_does_not_have_it()
    {
        Define();
        Book((0, 0, 1, 616_000, 500), (1, 0, 1, 617_000, 300), (0, 0, 2, 615_000, 200));
        var view = Show();
        var depth = DemoMarket.Gate.DiscloseDepth(view, Viewer.Subscriber, Surface.QuotePage, Tencent(view));
        Assert.Equal(["616.000 500", "615.000 200"], depth.Bids.Select(b => $"{b.Price} {b.Quantity}"));
        Assert.Equal(["617.000 300"], depth.Asks.Select(b => $"{b.Price} {b.Quantity}"));
        Assert.Equal((EventSource.Omd, Now), (depth.Passport.Source, depth.Passport.DataTime));
        Assert.Equal(Absence.NotLicensed, DemoMarket.Gate.DiscloseDepth(view, Viewer.Anonymous, Surface.QuotePage, Tencent(view)).Absence);
    }

    [Fact]
    public void A_bad_book_shows_nothing_until_a_snapshot_says_it_anew()
    {
        Define();
        Book((0, 0, 1, 616_000, 500));
        Book((0, 1, 1, 615_500, 100));
        Assert.Equal(("–", 1L), (Shown(QuoteField.Bid).ToString(), translator.BadBooks));
        Book((0, 0, 1, 616_000, 500));
        Assert.Equal("–", Shown(QuoteField.Bid).ToString());
        translator.BeginSnapshot();
        Book((0, 0, 1, 616_500, 700));
        translator.EndSnapshot();
        Assert.Equal("616.500", Shown(QuoteField.Bid).ToString());
    }

    [Fact]
    public void A_book_the_snapshot_does_not_speak_of_is_empty()
    {
        Define();
        Book((0, 0, 1, 616_000, 500));
        translator.BeginSnapshot();
        translator.EndSnapshot();
        Assert.Equal("–", Shown(QuoteField.Bid).ToString());
    }

    void Book(params (int Side, int Action, int Level, int Price, int Quantity)[] entries) =>
        Say(
            AggregateOrderBookUpdate.Type,
            AggregateOrderBookUpdate.Size + entries.Length * BookEntry.Size,
            m =>
            {
                var update = new AggregateOrderBookUpdate(m) { SecurityCode = 700, NoEntries = (byte)entries.Length };
                for (var i = 0; i < entries.Length; i++)
                {
                    var entry = update.Entry(i);
                    entry.Side = (ushort)entries[i].Side;
                    entry.UpdateAction = (byte)entries[i].Action;
                    entry.PriceLevel = (byte)entries[i].Level;
                    entry.Price = entries[i].Price;
                    entry.AggregateQuantity = (ulong)entries[i].Quantity;
                    entry.NumberOfOrders = 1;
                }
            }
        );

    [Fact]
    public void The_volatility_control_holds_a_band_until_its_end()
    {
        Define();
        var ends = Now + NodaTime.Duration.FromMinutes(5);
        Say(
            VCMTrigger.Type,
            VCMTrigger.Size,
            m =>
                _ = new VCMTrigger(m)
                {
                    SecurityCode = 700,
                    CoolingOffStartTime = (ulong)Now.UnixNanoseconds,
                    CoolingOffEndTime = (ulong)ends.UnixNanoseconds,
                    ReferencePrice = 600_000,
                    LowerPrice = 540_000,
                    UpperPrice = 660_000,
                }
        );
        Assert.Equal(("540.000", "660.000"), (Shown(QuoteField.CoolingLower).ToString(), Shown(QuoteField.CoolingUpper).ToString()));
        var view = Show();
        Assert.Equal(ends, DemoMarket.Gate.CoolingEnds(view, Viewer.Subscriber, Surface.QuotePage, Tencent(view)));
        Assert.Null(DemoMarket.Gate.CoolingEnds(view, Viewer.Anonymous, Surface.QuotePage, Tencent(view)));
        Assert.Equal("–", Shown(QuoteField.CoolingLower, ends).ToString());
    }

    [Fact]
    public void The_average_is_the_sources_own_or_computed_and_marked_or_none()
    {
        Define();
        Assert.True(Shown(QuoteField.Vwap).IsNone);
        Statistics(vwap: 0);
        Assert.Equal(("616.500", true), (Shown(QuoteField.Vwap).ToString(), Shown(QuoteField.Vwap).Passport.IsComputed));
        Statistics(vwap: 616_700);
        Assert.Equal(("616.700", false), (Shown(QuoteField.Vwap).ToString(), Shown(QuoteField.Vwap).Passport.IsComputed));
        Assert.Equal(("100", "61,650"), (Shown(QuoteField.ShortShares).ToString(), Shown(QuoteField.ShortTurnover).ToString()));
        Assert.Equal(Absence.NotLicensed, Shown(QuoteField.Vwap, viewer: Viewer.Anonymous).Passport.Absence);

        void Statistics(int vwap) =>
            Say(
                Broadtape.Feeds.Hkex.Statistics.Type,
                Broadtape.Feeds.Hkex.Statistics.Size,
                m =>
                    _ = new Broadtape.Feeds.Hkex.Statistics(m)
                    {
                        SecurityCode = 700,
                        SharesTraded = 1_000,
                        Turnover = 616_500_000,
                        HighPrice = 617_000,
                        LowPrice = 616_000,
                        LastPrice = 616_500,
                        Vwap = vwap,
                        ShortSellSharesTraded = 100,
                        ShortSellTurnover = 61_650_000,
                    }
            );
    }

    [Fact]
    public void Market_turnover_is_the_segments_wholes_and_not_their_parts()
    {
        foreach (var (segment, currency, turnover) in new[] { ("MAIN", "", 200L), ("GEM", "", 3L), ("MAIN", "HKD", 190L), ("MAIN", "CNH", 10L) })
            Say(
                Broadtape.Feeds.Hkex.MarketTurnover.Type,
                Broadtape.Feeds.Hkex.MarketTurnover.Size,
                m =>
                {
                    var message = new Broadtape.Feeds.Hkex.MarketTurnover(m) { Turnover = turnover * 1_000 };
                    message.MarketCode.SetAscii(segment);
                    message.CurrencyCode.SetAscii(currency);
                }
            );
        var shown = DemoMarket.Gate.DiscloseMarket(Show(), Viewer.Subscriber, Surface.Page);
        Assert.Equal("203", shown.Single(f => f.Key == "turnover").Figure.ToString());
        Assert.Empty(DemoMarket.Gate.DiscloseMarket(Show(), Viewer.Anonymous, Surface.Page));
    }

    [Fact]
    public void A_quota_of_which_much_is_left_says_so_and_no_number()
    {
        Quota(Wire.Null);
        Assert.Equal((true, true), Shown());
        Quota(15_000_000_000);
        Assert.Equal((false, false), Shown());
        Quota(0);
        Assert.Equal("0", DemoMarket.Gate.DiscloseMarket(Show(), Viewer.Subscriber, Surface.Page).Single().Figure.ToString());

        void Quota(long balance) =>
            Say(
                StockConnectDailyQuotaBalance.Type,
                StockConnectDailyQuotaBalance.Size,
                m =>
                {
                    var message = new StockConnectDailyQuotaBalance(m) { DailyQuotaBalance = balance };
                    message.StockConnectMarket.SetAscii("SH");
                    message.TradingDirection.SetAscii("NB");
                }
            );

        (bool, bool) Shown()
        {
            var quota = DemoMarket.Gate.DiscloseMarket(Show(), Viewer.Subscriber, Surface.Page).Single(f => f.Key == "quotaSHNB");
            return (quota.HasLeast, quota.Figure.IsNone);
        }
    }

    [Theory]
    [InlineData("EXN", "Trading halt", "The first line", "The second line", "The third")]
    [InlineData("EXC", "短暫停牌", "第一行，字數不少，足以分成兩個事件來記錄的一行", "第二行", "第三行")]
    public void News_in_three_parts_is_one_page_in_its_own_script_and_goes_when_it_is_withdrawn(
        string type,
        string headline,
        string first,
        string second,
        string third
    )
    {
        Part(headline, 700, first, isLast: false);
        Part("", 5, second, isLast: false);
        Assert.Empty(Read());
        Part("", 700, third, isLast: true);
        var page = Assert.Single(Read());
        Assert.Equal((type == "EXC", headline), (page.IsChinese, page.Headline));
        Assert.Equal([first, second, third], page.Lines);
        Assert.Equal(["00005", "00700"], page.Codes);
        Part("", 700, "", isLast: true, cancel: 'Y');
        Assert.Empty(Read());

        IReadOnlyList<ExchangeNewsItem> Read() => DemoMarket.Gate.News(Show(), Viewer.Subscriber, Surface.Page);

        void Part(string title, uint code, string line, bool isLast, char cancel = 'N') =>
            Say(
                News.Type,
                News.SizeOf(0, 1, 1),
                m =>
                {
                    var news = new News(m)
                    {
                        CancelFlag = cancel,
                        LastFragment = isLast ? 'Y' : 'N',
                        ReleaseTime = (ulong)Now.UnixNanoseconds,
                    };
                    news.NewsType.SetAscii(type);
                    news.NewsId.SetAscii("101");
                    news.SetCounts(0, 1, 1);
                    news.SetSecurityCode(0, code);
                    if (type == "EXC")
                    {
                        news.Headline.SetUtf16(title);
                        news.Line(0).SetUtf16(line);
                    }
                    else
                    {
                        news.Headline.SetAscii(title);
                        news.Line(0).SetAscii(line);
                    }
                }
            );
    }

    [Fact]
    public void Everything_beyond_the_quote_survives_a_checkpoint()
    {
        Define();
        A_broker_queue_is_read_spread_by_spread();
        Book((0, 0, 1, 616_000, 500));
        Market_turnover_is_the_segments_wholes_and_not_their_parts();
        News_in_three_parts_is_one_page_in_its_own_script_and_goes_when_it_is_withdrawn("EXC", "短暫停牌", "一", "二", "三");
        var board = new Broadtape.Board.Board(InstrumentMaster.Empty);
        foreach (var e in log.Events)
            board.Apply(e);
        var parts = Parts(board);
        var restored = Broadtape.Board.Board.Restore(InstrumentMaster.Empty, part => parts[part], new())!;
        Assert.Equal(parts, Parts(restored));
        Assert.Equal("騰訊控股", restored.Freeze(Now).Instruments.FindSymbol("XHKG:00700")!.Names.ZhHant);
    }

    static byte[][] Parts(Broadtape.Board.Board board) => [.. board.Save().Select(p => p.ToArray())];

    [Fact]
    public void Orders_are_kept_on_the_tape_and_change_no_board()
    {
        Define();
        var before = log.Events.Count;
        Say(
            AddOrder.Type,
            AddOrder.Size,
            m =>
                _ = new AddOrder(m)
                {
                    SecurityCode = 700,
                    OrderId = 77,
                    Price = 616_000,
                    Quantity = 500,
                    Side = 1,
                    OrderType = '2',
                }
        );
        Say(
            ModifyOrder.Type,
            ModifyOrder.Size,
            m =>
                _ = new ModifyOrder(m)
                {
                    SecurityCode = 700,
                    OrderId = 77,
                    Quantity = 300,
                }
        );
        Say(DeleteOrder.Type, DeleteOrder.Size, m => _ = new DeleteOrder(m) { SecurityCode = 700, OrderId = 77 });
        var kept = log.Events.Skip(before).Select(e => (e.Kind, e.AsOrder().OrderId, e.AsOrder().Quantity.Units)).ToList();
        Assert.Equal([(EventKind.OrderAdded, 77L, 500L), (EventKind.OrderChanged, 77L, 300L), (EventKind.OrderDeleted, 77L, 0L)], kept);
        Assert.Equal("–", Shown(QuoteField.Bid).ToString());
    }
}
