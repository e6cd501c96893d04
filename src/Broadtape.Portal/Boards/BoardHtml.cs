using System.Text;
using System.Text.Encodings.Web;
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

    /// <param name="statement">The line below says how late and as of when; left out where several boards share one.</param>
    public string Draw(BoardPlan plan, Visit visit, bool statement = true)
    {
        var html = new StringBuilder(4096);
        var edition = visit.Edition;
        var disclosures = Disclose(plan, visit);
        html.Append("<section class=\"board ").Append(plan.Style.ToString().ToLowerInvariant()).Append("\" aria-labelledby=b-").Append(plan.Slug);
        html.Append("><h2 id=b-").Append(plan.Slug).Append("><a href=\"").Append(visit.To($"/boards/{plan.Slug}")).Append("\">");
        html.Append(encoder.Encode(plan.Title.In(edition))).Append("</a></h2><table><thead class=vh><tr>");
        foreach (var head in Heads(plan.Style, edition))
            html.Append("<th scope=col>").Append(head).Append("</th>");
        html.Append("</tr></thead><tbody>");
        var calls = plan.Style == BoardStyle.Ticker ? newsroom.Calls(visit.Moment) : null;
        foreach (var d in disclosures)
            Row(html, plan.Style, d, visit, calls);
        html.Append("</tbody></table>");
        if (statement)
            html.Append(Statement(plan.Scope, disclosures, visit));
        return html.Append("</section>").ToString();
    }

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

    void Row(StringBuilder html, BoardStyle style, Disclosure d, Visit visit, IReadOnlyDictionary<string, Call>? calls)
    {
        var edition = visit.Edition;
        var shown =
            style == BoardStyle.Receipts && d.Instrument.Depositary is { } depositary
                ? visit.View.Instruments.Find(depositary.Underlying) ?? d.Instrument
                : d.Instrument;
        html.Append("<tr");
        Fig.AppendRow(html, d, !visit.IsPast).Append("><th scope=row><a href=\"").Append(visit.ToQuote(d.Instrument.Id)).Append("\">");
        if (style is not BoardStyle.Index)
            html.Append("<small>").Append(encoder.Encode(shown.Id.Code)).Append("</small> ");
        html.Append("<span>").Append(encoder.Encode(shown.Names.In(edition))).Append("</span></a></th><td>");
        switch (style)
        {
            case BoardStyle.Index:
                Fig.AppendDirection(html, d, edition);
                Fig.Append(html, d, QuoteField.Price, edition).Append("<td>");
                Fig.Append(html, d, QuoteField.Change, edition).Append("<td>");
                Fig.Append(html, d, QuoteField.ChangePercent, edition);
                break;
            case BoardStyle.Receipts:
                Fig.AppendDirection(html, d, edition);
                Fig.Append(html, d, QuoteField.HkdPrice, edition).Append("<td>");
                Fig.Append(html, d, QuoteField.ChangePercent, edition).Append("<td>");
                Fig.Append(html, d, QuoteField.VersusHk, edition);
                break;
            case BoardStyle.Shares:
                Fig.AppendDirection(html, d, edition);
                Fig.Append(html, d, QuoteField.Price, edition).Append("<td>");
                Fig.Append(html, d, QuoteField.ChangePercent, edition);
                break;
            default:
                Fig.AppendDirection(html, d, edition);
                Fig.Append(html, d, QuoteField.Price, edition).Append("<td>");
                if (calls!.TryGetValue(d.Instrument.Id.Symbol, out var call))
                {
                    var made = call
                        .Made.In(timetables.Find(HongKong)!.Zone)
                        .ToString("dd/MM/uuuu HH:mm", System.Globalization.CultureInfo.InvariantCulture);
                    html.Append("<span class=call title=\"").Append(encoder.Encode($"{call.Author} {made}")).Append("\">");
                    html.Append(Say.Target.In(edition)).Append(encoder.Encode(call.Print(edition))).Append("</span>");
                }
                break;
        }
    }

    static IEnumerable<string> Heads(BoardStyle style, Edition edition) =>
        (
            style switch
            {
                BoardStyle.Index => (ReadOnlySpan<Phrase>)[Say.Name, Say.Price, Say.Change, Percent],
                BoardStyle.Receipts => [Say.Name, Hkd, Percent, Say.VersusHk],
                BoardStyle.Shares => [Say.Name, Say.Price, Percent],
                _ => [Say.Name, Say.Price, Say.TargetHead],
            }
        )
            .ToArray()
            .Select(p => p.In(edition));

    static readonly Phrase Percent = new("變動率", "变动率", "Change %");
    static readonly Phrase Hkd = new("按盤價(HKD)", "按盘价(HKD)", "Price (HKD)");
}
