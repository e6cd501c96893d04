namespace Broadtape.Feeds;

/// <summary>SplitMix64: a stream of its own for every instrument, so that one more of them leaves the others as they were.</summary>
struct Chance
{
    ulong state;

    internal Chance(ulong seed, string name)
    {
        state = seed;
        foreach (var c in name)
            state = Next() ^ c;
    }

    internal ulong Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>Between 0 and <paramref name="below"/> − 1.</summary>
    internal long Below(long below) => (long)(Next() % (ulong)below);

    internal long Between(long low, long high) => low + Below(high - low + 1);
}
