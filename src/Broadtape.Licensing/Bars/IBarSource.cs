using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>What the gate needs of history. Nothing it hands over was known later than the moment asked for. Any thread may ask.</summary>
public interface IBarSource
{
    /// <summary>Raw bars that begin in [from, to), oldest first, each as it was known by the moment; the last may be still growing.</summary>
    IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy);

    /// <summary>Corporate actions known by the moment, oldest ex-date first, that the prices of the daily bars do not hold yet.</summary>
    IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy);

    /// <summary>All known by the moment: more where the bars are a vendor's adjusted ones.</summary>
    IReadOnlyList<CorporateAction> AllActions(InstrumentId id, Moment knownBy) => Actions(id, knownBy);

    /// <summary>Spans of that range whose bars were kept and cannot be read: they are shown as missing, never as no trading.</summary>
    IReadOnlyList<UnreadableSpan> Missing(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) => [];
}

/// <summary>From one moment up to another.</summary>
public sealed record UnreadableSpan(Moment From, Moment To, string Reason);
