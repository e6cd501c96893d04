using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>What everything in a box shares.</summary>
/// <param name="From">Where the tape begins.</param>
sealed record BoxSetup(TickTables Ticks, ulong Seed, Moment From, InstrumentNumbers Numbers, BoxFaults Faults);
