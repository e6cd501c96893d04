namespace Broadtape.Market;

/// <summary>The languages of the site.</summary>
public enum Edition : byte
{
    ZhHant,
    ZhHans,
    En,
}

/// <summary>An instrument's names. They come from the instrument master in each script, never through conversion.</summary>
public sealed record Names(string ZhHant, string ZhHans, string En)
{
    public string In(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => ZhHans,
            Edition.En => En,
            _ => ZhHant,
        };
}
