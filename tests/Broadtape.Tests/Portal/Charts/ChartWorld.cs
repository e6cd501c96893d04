using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.Charts;
using Broadtape.Portal.Door;
using Broadtape.Tests.Journeys;
using NodaTime;

namespace Broadtape.Tests.PortalTests.Charts;

/// <summary>A chart reader over bars and news that a test writes down.</summary>
sealed class ChartWorld : IBarSource
{
    public Dictionary<(string Symbol, BarLength), List<Bar>> Kept { get; } = [];
    public List<CorporateAction> Happened { get; } = [];
    public List<UnreadableSpan> Lost { get; } = [];
    public QuietNewsroom Newsroom { get; } = new();

    public ChartData Read(ChartQuestion question, string at, Viewer? viewer = null, bool isPast = false) =>
        new ChartReader(DemoMarket.Gate, this, DemoMarket.Timetables, new(Newsroom)).Read(Visit(at, viewer, isPast), question);

    public static Visit Visit(string at, Viewer? viewer = null, bool isPast = false)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, new MemoryLog(), DemoMarket.Licence.Delays, Moment.Beginning);
        var moment = Moment.Parse(at);
        return new(moment, isPast, viewer ?? Viewer.Subscriber, Edition.En, new(() => boards.Freeze(moment)), "/");
    }

    /// <summary>A minute that is known when it is over.</summary>
    public ChartWorld Minute(string symbol, string begins, string close, long volume = 100)
    {
        var at = Moment.Parse(begins);
        return Add(symbol, BarLength.Minute, at, Day(symbol, at), close, volume, at + Duration.FromMinutes(1));
    }

    /// <summary>A day that is known in the evening.</summary>
    public ChartWorld DayOf(string symbol, LocalDate day, string close)
    {
        var at = Moment.From(day.AtMidnight(), Zone(symbol));
        return Add(symbol, BarLength.Day, at, day, close, 1_000, at + Duration.FromHours(18));
    }

    ChartWorld Add(string symbol, BarLength length, Moment at, LocalDate day, string close, long volume, Moment known)
    {
        if (!Kept.TryGetValue((symbol, length), out var list))
            Kept[(symbol, length)] = list = [];
        var price = Price.Parse(close);
        list.Add(new(at, day, price, price, price, price, new(volume), Turnover.Of(price, new(volume)), 1, known));
        return this;
    }

    static LocalDate Day(string symbol, Moment at) => at.In(Zone(symbol)).Date;

    static DateTimeZone Zone(string symbol) => DemoMarket.Timetables.Find(DemoMarket.Named(symbol).SessionMarket)!.Zone;

    public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) =>
        Kept.TryGetValue((id.Symbol, length), out var list)
            ? [.. list.Where(b => b.Begins >= from && b.Begins < to && b.Known <= knownBy).OrderBy(b => b.Begins)]
            : [];

    public IReadOnlyList<UnreadableSpan> Missing(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) =>
        [.. Lost.Where(m => m.From < to && m.To > from)];

    public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [.. Happened.Where(a => a.Known <= knownBy)];
}

/// <summary>Articles and a call about any instrument; nothing else is asked of it.</summary>
sealed class QuietNewsroom : INewsroom
{
    public List<ArticleSummary> Articles { get; } = [];
    public Call? Call { get; set; }

    public void Publish(long id, string headline, string at) =>
        Articles.Add(new(id, $"a{id}", Edition.En, null, headline, "", "Desk", "news", null, null, Moment.Parse(at)));

    public IReadOnlyList<ArticleSummary> Naming(string symbol, Moment at, int count) => [.. Articles.Where(a => a.FirstPublished <= at).Take(count)];

    public IReadOnlyDictionary<string, Call> Calls(Moment at) =>
        Call is { } call && call.Made <= at ? new Dictionary<string, Call> { [call.Symbol] = call } : [];

    public Article? Article(long id, Moment at) => throw new NotSupportedException();

    public IReadOnlyList<ArticleSummary> Latest(Moment at, int count, FrontFilter filter = default) => throw new NotSupportedException();

    public IReadOnlyList<ArticleSummary> Popular(Moment at, int count) => throw new NotSupportedException();

    public IReadOnlyList<ArticleSummary> Related(Article article, Moment at, int count) => throw new NotSupportedException();

    public IReadOnlyList<ArticleSummary> Near(string words, Moment at, int count) => throw new NotSupportedException();

    public IReadOnlyList<Promotion> Promotions(Moment at, string slot) => throw new NotSupportedException();

    public IReadOnlyList<Video> Videos(Moment at, int count) => throw new NotSupportedException();

    public Site Site => throw new NotSupportedException();

    public string Fingerprint => throw new NotSupportedException();

    public Moment? PublishedBefore(Moment at, FrontFilter filter) => throw new NotSupportedException();

    public Moment? PublishedAfter(Moment at, Moment until, FrontFilter filter) => throw new NotSupportedException();

    public void Read(long articleId, Moment at) => throw new NotSupportedException();
}
