using Broadtape.Market;

namespace Broadtape.Board;

static class Venues
{
    /// <summary>Where the price is the nominal price (R1).</summary>
    internal static readonly Mic HongKong = Mic.Parse("XHKG");
}
