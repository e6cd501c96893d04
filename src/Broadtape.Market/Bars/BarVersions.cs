namespace Broadtape.Market;

/// <summary>Bars of one length, each with everything it once was, by beginning and then by when it was known.</summary>
public static class BarVersions
{
    /// <summary>Each bar as it was known by the moment, if it was; one without prices where every trade of it was broken.</summary>
    public static IEnumerable<Bar> KnownBy(IEnumerable<Bar> versions, Moment moment)
    {
        Bar? standing = null;
        foreach (var version in versions)
        {
            if (standing is { } done && done.Begins != version.Begins)
            {
                yield return done;
                standing = null;
            }
            if (version.Known <= moment)
                standing = version;
        }
        if (standing is { } last)
            yield return last;
    }
}
