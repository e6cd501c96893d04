using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>Which row of the licence a field of an instrument falls under: one place, tested (R12).</summary>
static class FieldClass
{
    static readonly Mic HongKong = Mic.Parse("XHKG");

    internal static string Of(Instrument instrument, EventSource source, QuoteField field) =>
        source is EventSource.IexTops or EventSource.LeanTicks or EventSource.OmdRecording ? "recording"
        : instrument.Family is { } family ? $"family:{family}"
        : instrument.Kind is InstrumentKind.FxPair ? "fx"
        : instrument.Id.Mic != HongKong ? "us-level1"
        : IsBasic(field) ? "hk-bmp"
        : "hk-level1";

    /// <summary>Basic market prices hold no bid, ask, depth or open.</summary>
    static bool IsBasic(QuoteField field) =>
        field is not (QuoteField.Bid or QuoteField.BidQuantity or QuoteField.Ask or QuoteField.AskQuantity or QuoteField.Open);
}
