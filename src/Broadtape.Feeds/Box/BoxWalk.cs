using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>A price that walks on its steps: drawn towards a target and pushed about by noise, never jumping but where it is set.</summary>
sealed class BoxWalk(BoxSteps steps, Price begins, int noisePart, Chance chance)
{
    /// <summary>Noise dies down over so many steps before a target, so that reaching it is no jump.</summary>
    const int Calm = 16;

    /// <summary>Where it stands between two price steps, in millionths.</summary>
    long fair = begins.Millionths;

    internal Price Price { get; private set; } = begins;

    internal void Step(Price target, long stepsLeft)
    {
        // How far noise carries a price in one step, as a part of it.
        var noise = Math.Max(1, fair / noisePart);
        var room = Math.Min(stepsLeft, Calm);
        fair = Math.Max(1, fair + (target.Millionths - fair) / stepsLeft + chance.Between(-noise, noise) * room / Calm);
        Price = steps.At(new(fair));
    }

    internal void Set(Price exactly) => (Price, fair) = (exactly, exactly.Millionths);
}
