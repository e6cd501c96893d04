using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>Which row of the licence a field of an instrument falls under: one place, tested (R12).</summary>
static class FieldClass
{
    static readonly Mic HongKong = Mic.Parse("XHKG");

    internal static string Of(Instrument instrument, EventSource source, QuoteField field) =>
        source is EventSource.IexTops or EventSource.IexDeep or EventSource.Itch or EventSource.LeanTicks or EventSource.OmdRecording ? "recording"
        : instrument.Family is { } family ? $"family:{family}"
        : instrument.Kind is InstrumentKind.FxPair ? "fx"
        : instrument.Id.Mic != HongKong ? "us-level1"
        : IsBasic(field) ? "hk-bmp"
        : "hk-level1";

    /// <summary>Ten prices a side and the brokers waiting at them.</summary>
    internal static string OfDepth(Instrument instrument, EventSource source) =>
        Of(instrument, source, QuoteField.Bid) is var fieldClass && fieldClass == "hk-level1" ? "hk-level2" : fieldClass;

    /// <summary>Figures of the Hong Kong market as a whole, and the exchange's news.</summary>
    internal static string OfMarket(EventSource source) => source == EventSource.OmdRecording ? "recording" : "hk-market";

    /// <summary>Basic market prices hold no bid, ask, depth, open or average, and nothing of short selling and price limits.</summary>
    static bool IsBasic(QuoteField field) =>
        field
            is QuoteField.Price
                or QuoteField.Change
                or QuoteField.ChangePercent
                or QuoteField.Last
                or QuoteField.High
                or QuoteField.Low
                or QuoteField.PreviousClose
                or QuoteField.Close
                or QuoteField.Volume
                or QuoteField.Turnover
                or QuoteField.AuctionPrice
                or QuoteField.AuctionQuantity
                or QuoteField.HkdPrice
                or QuoteField.VersusHk
                or QuoteField.LotValue
                or QuoteField.MarketValue
                or QuoteField.PriceEarnings;
}
