using Broadtape.Market;

namespace Broadtape.Portal.Editions;

/// <summary>Something the portal says, in each edition. All three stand side by side, so that none can be forgotten.</summary>
public readonly record struct Phrase(string ZhHant, string ZhHans, string En)
{
    public string In(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => ZhHans,
            Edition.En => En,
            _ => ZhHant,
        };
}
