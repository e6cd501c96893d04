using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;
using NodaTime;

namespace Broadtape.Portal.Charts;

/// <summary>What happened to an instrument while a chart runs: articles that name it, the call on it, dividends and splits.</summary>
sealed class ChartEvents(INewsroom newsroom)
{
    /// <summary>Articles on one axis; more would hide the prices.</summary>
    const int ArticlesMost = 40;

    static readonly Phrase Dividend = new("除淨：股息每股 ", "除净：股息每股 ", "Ex-dividend: ");
    static readonly Phrase Target = new("目標價：", "目标价：", "Target: ");

    /// <summary>In the order of their slots.</summary>
    public IReadOnlyList<ChartEvent> Along(
        Visit visit,
        ChartQuestion question,
        IReadOnlyList<ChartSlot> slots,
        DateTimeZone zone,
        IReadOnlyList<ActionFigures> actions
    )
    {
        var edition = visit.Edition;
        var symbol = question.Instrument.Id.Symbol;
        var events = new List<ChartEvent>();
        foreach (var article in newsroom.Naming(symbol, visit.Moment, ArticlesMost))
            if (SlotOf(article.FirstPublished) is { } slot)
                events.Add(new(slot, ChartEventKind.Article, article.Headline, article.Language, visit.To($"/articles/{article.Id}/{article.Slug}")));
        if (newsroom.Calls(visit.Moment).GetValueOrDefault(symbol) is { } call && SlotOf(call.Made) is { } called)
            events.Add(new(called, ChartEventKind.Call, $"{Target.In(edition)}{call.Print(edition)} · {call.Author}", Edition.ZhHant, null));
        foreach (var action in actions)
            if (SlotOfDay(action.ExDate) is { } slot)
                events.Add(new(slot, KindOf(action.Kind), Text(action, question.Instrument, edition), edition, null));
        return [.. events.OrderBy(e => e.Slot)];

        int? SlotOf(Moment moment)
        {
            if (slots.Count == 0)
                return null;
            if (!question.Range.IsIntraday)
                return SlotOfDay(moment.In(zone).Date);
            // Between two sessions it stands where the next begins; before the first slot's day it is not on this chart.
            var day = slots[0].Day;
            if (moment.In(zone).Date < day)
                return null;
            var at = slots.TakeWhile(s => s.Begins <= moment).Count();
            return at == 0 ? 0 : Math.Min(IsLate(at, moment) ? at : at - 1, slots.Count - 1);
        }

        bool IsLate(int at, Moment moment) =>
            at < slots.Count && moment - slots[at - 1].Begins >= Duration.FromMinutes(question.Range.Resolution.Most);

        int? SlotOfDay(LocalDate date)
        {
            if (slots.Count == 0 || date < slots[0].Day)
                return null;
            // A day without trading stands at the next that has some; a day inside a week's bar stands in it.
            var length = question.Range.Resolution == Resolution.Week ? 6 : 0;
            for (var i = 0; i < slots.Count; i++)
                if (slots[i].Day.PlusDays(length) >= date)
                    return i;
            return null;
        }
    }

    static ChartEventKind KindOf(CorporateActionKind kind) =>
        kind switch
        {
            CorporateActionKind.Dividend => ChartEventKind.Dividend,
            CorporateActionKind.Bonus => ChartEventKind.Bonus,
            CorporateActionKind.Rights => ChartEventKind.Rights,
            _ => ChartEventKind.Split,
        };

    public static string Text(ActionFigures action, Instrument instrument, Edition edition) =>
        (
            action.Kind switch
            {
                CorporateActionKind.Dividend => new Phrase(
                    $"{Dividend.ZhHant}{instrument.Currency} {action.Amount}",
                    $"{Dividend.ZhHans}{instrument.Currency} {action.Amount}",
                    $"{Dividend.En}{instrument.Currency} {action.Amount} a share"
                ),
                CorporateActionKind.Bonus => new(
                    $"除淨：每{action.Held}股送{action.New}股",
                    $"除净：每{action.Held}股送{action.New}股",
                    $"Bonus: {action.New} for {action.Held}"
                ),
                CorporateActionKind.Rights => new(
                    $"除淨：每{action.Held}股供{action.New}股，供股價 {action.Amount}",
                    $"除净：每{action.Held}股供{action.New}股，供股价 {action.Amount}",
                    $"Rights: {action.New} for {action.Held} at {action.Amount}"
                ),
                _ => action.New > action.Held
                    ? new($"拆細：{action.Held}拆{action.New}", $"拆细：{action.Held}拆{action.New}", $"Split: {action.New} for {action.Held}")
                    : new(
                        $"合併：{action.Held}合{action.New}",
                        $"合并：{action.Held}合{action.New}",
                        $"Consolidation: {action.Held} into {action.New}"
                    ),
            }
        ).In(edition);
}
