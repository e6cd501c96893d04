using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>What each share does to its index, as one viewer may see it, all of one frame.</summary>
/// <param name="Members">Who lifts it most first; without a contribution last.</param>
/// <param name="Sum">Of the contributions there are, in points; none when there is none.</param>
public sealed record Contributions(IReadOnlyList<MemberFigures> Members, Figure Sum);

/// <summary>One share of an index.</summary>
/// <param name="Weight">Percent of the whole.</param>
/// <param name="Contribution">Points of the index that its change of the day makes; none where it has no base or is suspended.</param>
public sealed record MemberFigures(Instrument Share, Figure Price, Figure ChangePercent, Figure Weight, Figure Contribution);
