using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;
using Broadtape.Portal.Figures;
using NodaTime;

namespace Broadtape.Portal.Boards;

/// <summary>A board drawn as a table with its statement of delay and time below.</summary>
sealed class BoardHtml(Gate gate, INewsroom newsroom, Timetables timetables, HtmlEncoder encoder)
{
    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly Mic NewYork = Mic.Parse("XNYS");

    readonly ConditionalWeakTable<BoardView, Dictionary<(string, bool, bool, BoardSort?, ViewerKind, Edition), string>> drawn = [];

    /// <summary>
    /// A live board is drawn once for a frame, edition and kind of viewer and stands on every page asked for until the next frame.
    /// </summary>
    /// <param name="statement">The line below says how late and as of when; left out where several boards share one.</param>
    /// <param name="whole">As it stands on its own page, with all its columns and no title, for the page has it.</param>
    /// <param name="sort">Null: in the board's own order.</param>
    public string Draw(BoardPlan plan, Visit visit, bool statement = true, bool whole = false, BoardSort? sort = null)
    {
        return plan.Slug == BoardList.Recording
            ? DrawAnew(plan, visit, statement, whole, sort)
            : OnceAFrame(
                visit,
                (plan.Slug, statement, whole, sort, visit.Viewer.Kind, visit.Edition),
                () => DrawAnew(plan, visit, statement, whole, sort)
            );
    }

    /// <summary>What several boards say together of New York's shares, and of the Hong Kong lines behind the depositary receipts.</summary>
    public string SharedStatement(string slug, IReadOnlyList<BoardPlan> plans, BoardPlan receipts, Visit visit) =>
        OnceAFrame(
            visit,
            (slug, true, false, null, visit.Viewer.Kind, visit.Edition),
            () =>
                Statement(new("美股", "美股", "US shares"), [.. plans.Append(receipts).SelectMany(p => Disclose(p, visit))], visit)
                + UnderlyingStatement(receipts, visit)
        );

    string OnceAFrame(Visit visit, (string, bool, bool, BoardSort?, ViewerKind, Edition) key, Func<string> draw)
    {
        if (visit.IsPast)
            return draw();
        var ofFrame = drawn.GetOrCreateValue(visit.View);
        lock (ofFrame)
        {
            if (!ofFrame.TryGetValue(key, out var html))
                ofFrame[key] = html = draw();
            return html;
        }
    }

    string DrawAnew(BoardPlan plan, Visit visit, bool statement, bool whole, BoardSort? sort)
    {
        var html = new StringBuilder(4096);
        var edition = visit.Edition;
        var disclosures = Disclose(plan, visit);
        if (sort is { } order)
            disclosures = order.Sort(disclosures);
        html.Append("<section class=\"board ").Append(plan.Style.ToString().ToLowerInvariant()).Append(whole ? " whole" : "");
        html.Append("\" aria-labelledby=b-").Append(plan.Slug).Append('>');
        if (!whole)
        {
            html.Append("<h2 id=b-").Append(plan.Slug).Append("><a href=\"").Append(visit.To($"/boards/{plan.Slug}")).Append("\">");
            html.Append(encoder.Encode(plan.Title.In(edition))).Append("</a></h2>");
        }
        var calls = plan.Style == BoardStyle.Ticker ? newsroom.Calls(visit.Moment) : null;
        html.Append("<table><thead><tr><th scope=col>").Append(Say.Name.In(edition));
        foreach (var field in Fields(plan.Style, whole))
        {
            var head = encoder.Encode(Head(field, disclosures, edition));
            html.Append("<th scope=col").Append(Rank(plan.Style, field, whole));
            if (whole && plan.IsSortable)
                BoardSort.AppendHead(html, field, sort, head, f => visit.To($"/boards/{plan.Slug}?{f}"));
            else
                html.Append('>').Append(head);
        }
        if (calls is not null)
            html.Append("<th scope=col>").Append(Say.TargetHead.In(edition));
        if (whole)
            html.Append("<th scope=col class=x>").Append(Say.State.In(edition));
        html.Append("</thead><tbody>");
        foreach (var d in disclosures)
            Row(html, plan.Style, d, visit, calls, whole);
        html.Append("</tbody></table>");
        if (statement)
            html.Append(Statement(plan.Scope, disclosures, visit));
        return html.Append("</section>").ToString();
    }

    static ReadOnlySpan<QuoteField> Fields(BoardStyle style, bool whole) =>
        (style, whole) switch
        {
            (BoardStyle.Index, false) => [QuoteField.Price, QuoteField.Change, QuoteField.ChangePercent],
            (BoardStyle.Index, true) =>
            [
                QuoteField.Price,
                QuoteField.Change,
                QuoteField.ChangePercent,
                QuoteField.PreviousClose,
                QuoteField.High,
                QuoteField.Low,
            ],
            (BoardStyle.Receipts, false) => [QuoteField.HkdPrice, QuoteField.ChangePercent, QuoteField.VersusHk],
            (BoardStyle.Receipts, true) => [QuoteField.HkdPrice, QuoteField.ChangePercent, QuoteField.VersusHk, QuoteField.Price, QuoteField.Volume],
            (BoardStyle.Shares, false) => [QuoteField.Price, QuoteField.ChangePercent],
            (BoardStyle.Ticker, false) => [QuoteField.Price],
            (BoardStyle.Movers, _) => [QuoteField.Price, QuoteField.Change, QuoteField.ChangePercent, QuoteField.Turnover, QuoteField.Volume],
            _ => [QuoteField.Price, QuoteField.Change, QuoteField.ChangePercent, QuoteField.High, QuoteField.Low, QuoteField.Volume],
        };

    /// <summary>Columns that a narrow screen does without.</summary>
    static string Rank(BoardStyle style, QuoteField field, bool whole) =>
        whole
        && (
            field is QuoteField.Change or QuoteField.PreviousClose or QuoteField.High or QuoteField.Low or QuoteField.Volume
            || style == BoardStyle.Receipts && field == QuoteField.Price
            || style == BoardStyle.Ticker && field == QuoteField.ChangePercent
        )
            ? " class=x"
            : "";

    /// <summary>A price says its currency.</summary>
    static string Head(QuoteField field, IReadOnlyList<Disclosure> disclosures, Edition edition) =>
        field == QuoteField.Price && disclosures.Count > 0 && disclosures[0][field].Passport.Currency is { Length: > 0 } currency
            ? $"{Say.Of(field, edition)}({currency})"
            : Say.Of(field, edition);

    public IReadOnlyList<Disclosure> Disclose(BoardPlan plan, Visit visit) =>
        [
            .. plan
                .Symbols.Select(visit.View.Instruments.FindSymbol)
                .OfType<Instrument>()
                .Select(i => gate.Disclose(visit.View, visit.Viewer, Surface.Page, i)),
        ];

    /// <summary>
    /// How late, and the data time of the newest event shown. A page about New York also says what time it is there, which is another thing.
    /// </summary>
    public string Statement(Phrase scope, IReadOnlyList<Disclosure> disclosures, Visit visit)
    {
        var edition = visit.Edition;
        if (disclosures.Count == 0)
            return "";
        var delay = disclosures.MaxBy(d => d.Delay.Minutes)!.Delay;
        var newest = disclosures.Select(d => d.DataTime).Where(t => t is not null).Max();
        var name = scope.In(edition);
        var isUs = disclosures[0].Instrument.Currency == "USD" || disclosures[0].Instrument.SessionMarket == NewYork;
        var zone = timetables.Find(isUs ? NewYork : HongKong)!.Zone;
        var told = delay.IsRealTime
            ? new Phrase($"{name}之報價為即時", $"{name}之报价为实时", $"{name} in real time")
            : new(
                $"{name}之報價延遲最少{delay.Minutes}分鐘",
                $"{name}之报价延迟最少{delay.Minutes}分钟",
                $"{name} delayed at least {delay.Minutes} minutes"
            );
        var html = new StringBuilder("<p class=stmt>").Append(told.In(edition));
        if (newest is not { } time)
            return html.Append("</p>").ToString();
        if (isUs)
        {
            var there = Time(visit.Moment, zone, edition, withZone: true);
            var data = Time(time, zone, edition, dateless: time.In(zone).Date == visit.Moment.In(zone).Date);
            html.Append(new Phrase("。美國時間為：", "。美国时间为：", ". New York time: ").In(edition)).Append(there);
            html.Append(new Phrase("，數據時間 ", "，数据时间 ", "; data time ").In(edition)).Append(data);
        }
        else
            html.Append(new Phrase("，資料更新時間為：", "，资料更新时间为：", "; data time: ").In(edition)).Append(Time(time, zone, edition));
        return html.Append(edition == Edition.En ? "." : "。").Append("</p>").ToString();
    }

    /// <summary>The statement of Hong Kong lines behind depositary receipts.</summary>
    public string UnderlyingStatement(BoardPlan receipts, Visit visit)
    {
        var lines = receipts
            .Symbols.Select(visit.View.Instruments.FindSymbol)
            .Select(i => i?.Depositary is { } depositary ? visit.View.Instruments.Find(depositary.Underlying) : null)
            .OfType<Instrument>()
            .Select(i => gate.Disclose(visit.View, visit.Viewer, Surface.Page, i));
        return Statement(new("港股", "港股", "Hong Kong shares"), [.. lines], visit);
    }

    static string Time(Moment moment, DateTimeZone zone, Edition edition, bool withZone = false, bool dateless = false)
    {
        var local = moment.In(zone);
        var pattern =
            dateless ? "HH:mm"
            : edition == Edition.En ? "d MMM uuuu HH:mm"
            : "dd/MM/uuuu HH:mm";
        var text = local.ToString(pattern, System.Globalization.CultureInfo.InvariantCulture);
        var name = withZone ? " " + local.GetZoneInterval().Name : "";
        return $"<time datetime=\"{moment.ToString()[..16]}Z\">{text}{name}</time>";
    }

    void Row(StringBuilder html, BoardStyle style, Disclosure d, Visit visit, IReadOnlyDictionary<string, Call>? calls, bool whole)
    {
        var edition = visit.Edition;
        var shown =
            style == BoardStyle.Receipts && d.Instrument.Depositary is { } depositary
                ? visit.View.Instruments.Find(depositary.Underlying) ?? d.Instrument
                : d.Instrument;
        html.Append("<tr");
        Fig.AppendRow(html, d, visit.Ticks).Append("><th scope=row><a href=\"").Append(visit.ToQuote(d.Instrument.Id)).Append("\">");
        if (style is not BoardStyle.Index)
            html.Append("<small>").Append(encoder.Encode(shown.Id.Code)).Append("</small> ");
        html.Append("<span>").Append(encoder.Encode(shown.Names.In(edition))).Append("</span></a>");
        var first = true;
        foreach (var field in Fields(style, whole))
        {
            html.Append("<td").Append(Rank(style, field, whole)).Append('>');
            if (first)
                Fig.AppendDirection(html, d, edition);
            Fig.Append(html, d, field, edition);
            first = false;
        }
        if (calls is not null)
            Target(html.Append("<td>"), d.Instrument, edition, calls, whole);
        if (whole)
            html.Append("<td class=x><span data-f=state>").Append(Say.Of(d.State, edition)).Append("</span>");
    }

    void Target(StringBuilder html, Instrument instrument, Edition edition, IReadOnlyDictionary<string, Call> calls, bool whole)
    {
        if (!calls.TryGetValue(instrument.Id.Symbol, out var call))
            return;
        var made = call.Made.In(timetables.Find(HongKong)!.Zone).ToString("dd/MM/uuuu HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var whose = encoder.Encode($"{call.Author} {made}");
        html.Append("<span class=call title=\"").Append(whose).Append("\">");
        html.Append(Say.Target.In(edition)).Append(encoder.Encode(call.Print(edition))).Append("</span>");
        if (whole)
            html.Append("<small lang=").Append(Links.LanguageTag(Edition.ZhHant)).Append('>').Append(whose).Append("</small>");
    }
}
