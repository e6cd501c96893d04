using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>What phases of a day mean to those who trade in it.</summary>
static class BoxPhases
{
    /// <summary>An auction takes orders and says what it would make of them.</summary>
    internal static bool IsIndicative(SessionPhase phase) =>
        phase is SessionPhase.PreOpening or SessionPhase.PreOpeningNoCancel or SessionPhase.ClosingOrderInput or SessionPhase.ClosingNoCancel;

    internal static bool IsClosingAuction(SessionPhase phase) =>
        phase is SessionPhase.ClosingOrderInput or SessionPhase.ClosingNoCancel or SessionPhase.ClosingRandom;

    internal static bool IsContinuous(SessionPhase phase) => phase is SessionPhase.Continuous or SessionPhase.NightSession;

    /// <summary>Before and after the regular hours, in the United States.</summary>
    internal static bool IsExtended(SessionPhase phase) => phase is SessionPhase.PreMarket or SessionPhase.AfterHours;
}
