using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>Where a price is drawn to, and in how many steps: first what the script wants, then what it is worth, then where it began.</summary>
sealed class BoxAim(BoxLines lines, BoxMarket market, BoxAgenda agenda)
{
    /// <summary>A price left to itself comes home slowly.</summary>
    const long Home = 2_000;

    /// <summary>Towards a point of another day a price goes no faster than in so many steps.</summary>
    const long Unhurried = 60;

    /// <summary>Where it is held when nothing else draws it.</summary>
    internal Price Anchor { get; set; }

    /// <summary>What it is worth by what it stands for; null where it stands for itself.</summary>
    internal IBoxValue? Worth { get; set; }

    internal void Walk(BoxWalk walk, LocalDate day, bool isClosed)
    {
        if (Worth is { Steps: 0, Now: { } exactly })
        {
            walk.Set(exactly);
            return;
        }
        var (target, steps) = Ahead(day, isClosed);
        walk.Step(target, steps);
    }

    (Price Target, long Steps) Ahead(LocalDate day, bool isClosed)
    {
        if (agenda.NextPoint is { } next && next.At < market.Ends)
            return (next.Price, agenda.StepsUntil(next.At));
        if (!isClosed && lines.Closes.TryGetValue(day, out var scripted))
            return (scripted, agenda.StepsUntil(market.CloseOf(day)));
        if (agenda.NextPoint is { } later)
            return (later.Price, Math.Max(Unhurried, agenda.StepsUntil(later.At)));
        if (Worth is { Now: { } worth } value)
            return (worth, value.Steps);
        return (Anchor, Home);
    }
}
