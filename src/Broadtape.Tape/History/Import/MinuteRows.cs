using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>Minute bars once their columns are named: regular hours and the hours around them are two series.</summary>
sealed class MinuteRows(ImportContext context, ImportDraft draft, string source)
{
    internal void Take(
        CsvRows row,
        InstrumentId id,
        bool assumed,
        YahooSymbol symbol,
        LocalDateTime local,
        (Price Open, Price High, Price Low, Price Close) prices,
        Quantity volume
    )
    {
        var (open, high, low, close) = prices;
        var fault = DailyRows.Fault(open, high, low, close);
        var hours = HoursAt(symbol.Session, local);
        if (fault is null && hours is null)
            fault = Quarantine.OutsideHours;
        // The vendor tells no volume outside regular hours and none for a session's first minute: only a flat one says that nothing was traded.
        if (fault is null && hours == TradingHours.Regular && symbol.CountsVolume && volume.Units == 0 && open == close && high == low)
            fault = Quarantine.NothingTraded;
        if (fault is { } reason)
        {
            draft.SetAside(reason, row.Place, row.Whole());
            return;
        }
        var begins = Moment.From(local, context.Days.ZoneOf(symbol.Session));
        var index = draft.IndexOf(new(id, BarLength.Minute, hours!.Value, source + symbol.Beside, PriceBasis.Raw), assumed);
        draft.Add(index, new(begins, local.Date, open, high, low, close, volume, default, 0, begins + Duration.FromMinutes(1)), row.Place);
    }

    /// <summary>Null when the market makes no prices then.</summary>
    TradingHours? HoursAt(Mic session, LocalDateTime local) =>
        context.Days.KindOf(session, local.Date) is not { } kind
            ? null
            : context.Days.Timetables.PhaseOn(session, kind, local.TimeOfDay) switch
            {
                SessionPhase.Closed or SessionPhase.Lunch => null,
                SessionPhase.PreMarket or SessionPhase.AfterHours => TradingHours.Extended,
                _ => TradingHours.Regular,
            };
}
