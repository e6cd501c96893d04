using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Api;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Charts;

/// <summary>What a reader wants drawn; read once from an address.</summary>
/// <param name="Adjusted">Prices carried over dividends and splits; as they were otherwise.</param>
/// <param name="Versus">Drawn beside it in percent; null for none.</param>
sealed record ChartQuestion(Instrument Instrument, ChartRange Range, bool Adjusted, IReadOnlyList<Indicator> Indicators, Instrument? Versus)
{
    /// <summary>More lines than this cannot be told apart; more are refused.</summary>
    public const int IndicatorsMost = 8;

    /// <summary>What a page draws when nothing else is asked for.</summary>
    public static ChartQuestion Day(Instrument instrument) => new(instrument, ChartRange.Day, Adjusted: true, [], null);

    /// <summary>range=1y, lines=sma20,macd, versus=XHKG:HSI (or whatever else names one instrument), prices=raw; what is not said is the day, adjusted, alone.</summary>
    public static bool TryRead(
        IQueryCollection query,
        Instrument instrument,
        InstrumentMaster master,
        out ChartQuestion question,
        out Refusal? refusal
    )
    {
        question = Day(instrument);
        refusal = null;
        var range = query["range"].ToString() is { Length: > 0 } named ? ChartRange.Find(named) : ChartRange.Day;
        if (range is null)
            refusal = ChartRefusals.UnknownRange(query["range"].ToString());
        var prices = query["prices"].ToString();
        if (prices is not ("" or "raw" or "adjusted"))
            refusal ??= ChartRefusals.UnknownPrices(prices);
        var indicators = new List<Indicator>();
        foreach (var word in query["lines"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct())
            if (Indicator.TryParse(word, out var indicator))
                indicators.Add(indicator);
            else
                refusal ??= ChartRefusals.UnknownLine(word);
        if (indicators.Count > IndicatorsMost)
            refusal ??= ChartRefusals.TooManyLines(indicators.Count, IndicatorsMost);
        Instrument? versus = null;
        if (query["versus"].ToString() is { Length: > 0 } other && (versus = InstrumentsApi.LookupOf(master).Exactly(other)) is null)
            refusal ??= Refusal.UnknownSymbol(other);
        if (refusal is not null)
            return false;
        question = new(instrument, range!, prices != "raw", indicators, versus?.Id == instrument.Id ? null : versus);
        return true;
    }

    /// <summary>The same as it stands in an address, without a leading "?".</summary>
    public string Query =>
        $"range={Range.Name}"
        + (Indicators.Count > 0 ? "&lines=" + string.Join(',', Indicators) : "")
        + (Versus is null ? "" : "&versus=" + Uri.EscapeDataString(Versus.Id.Symbol))
        + (Adjusted ? "" : "&prices=raw");
}
