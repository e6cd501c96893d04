using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Udf;

/// <summary>/udf/symbols: an instrument's hours, its precision, and how late this viewer sees it.</summary>
static class UdfSymbol
{
    public static Task Answer(HttpContext http, Gate gate, Timetables timetables, UdfCalendar calendar, string? symbol)
    {
        var visit = Visit.Of(http);
        if (UdfApi.Find(visit, symbol) is not { } instrument)
            return UdfAnswer.Error(http, $"unknown_symbol {symbol}", StatusCodes.Status404NotFound);
        var open = gate.Disclose(visit.View, visit.Viewer, UdfApi.Leaves, instrument)[QuoteField.Open].Passport;
        var hours = calendar.Of(instrument.SessionMarket);
        var zone = timetables.Find(instrument.SessionMarket)?.Zone.Id ?? "Etc/UTC";
        return UdfAnswer.Write(http, json => Write(json, instrument, visit, open, hours, zone));
    }

    static void Write(Utf8JsonWriter json, Instrument instrument, Visit visit, Passport open, UdfHours? hours, string zone)
    {
        json.WriteStartObject();
        json.WriteString("name", instrument.Id.Symbol);
        json.WriteString("ticker", instrument.Id.Symbol);
        json.WriteString("description", instrument.Names.In(visit.Edition));
        json.WriteString("type", TypeOf(instrument.Kind));
        json.WriteString("exchange", instrument.Id.Mic.ToString());
        json.WriteString("listed_exchange", instrument.Id.Mic.ToString());
        json.WriteString("timezone", zone);
        json.WriteString("session", hours?.Session ?? "24x7");
        json.WriteString("session_holidays", hours?.Holidays ?? "");
        json.WriteString("corrections", hours?.Corrections ?? "");
        json.WriteString("format", "price");
        json.WriteNumber("minmov", 1);
        json.WriteNumber("pricescale", Scale(instrument.PriceDecimals));
        json.WriteBoolean("has_intraday", true);
        json.WriteBoolean("has_daily", true);
        json.WriteBoolean("has_weekly_and_monthly", true);
        json.WriteStartArray("intraday_multipliers");
        foreach (var resolution in Resolution.All.Where(r => r.Of == BarLength.Minute))
            json.WriteStringValue(resolution.Name);
        json.WriteEndArray();
        json.WriteStartArray("supported_resolutions");
        foreach (var resolution in Resolution.All)
            json.WriteStringValue(resolution.Name);
        json.WriteEndArray();
        json.WriteNumber("volume_precision", 0);
        json.WriteString("visible_plots_set", instrument.Kind is InstrumentKind.Index or InstrumentKind.FxPair ? "ohlc" : "ohlcv");
        json.WriteString("data_status", Status(visit, open));
        json.WriteNumber("delay", open.Delay.Minutes * 60);
        // Not UDF's: whose figures they are, for a page that says so.
        json.WriteString("source", Say.Of(open.Source, visit.Edition));
        json.WriteString("currency_code", instrument.Currency == "PTS" ? "" : instrument.Currency);
        json.WriteEndObject();
    }

    /// <summary>A past moment does not move, nor does what this viewer may not see while the market is open.</summary>
    static string Status(Visit visit, Passport open) =>
        visit.IsPast || open.Absence == Absence.NotLicensed ? "endofday"
        : open.Delay.IsRealTime ? "streaming"
        : "delayed_streaming";

    public static string TypeOf(InstrumentKind kind) =>
        kind switch
        {
            InstrumentKind.Equity => "stock",
            InstrumentKind.Etf or InstrumentKind.Reit => "fund",
            InstrumentKind.DepositaryReceipt => "dr",
            InstrumentKind.Index => "index",
            InstrumentKind.Future => "futures",
            InstrumentKind.FxPair => "forex",
            InstrumentKind.Debt => "bond",
            _ => "structured",
        };

    static long Scale(int decimals)
    {
        var scale = 1L;
        for (var i = 0; i < decimals; i++)
            scale *= 10;
        return scale;
    }
}
