namespace Broadtape.Feeds.Hkex;

/// <summary>Numbers of a channel that no line has brought, both ends included.</summary>
readonly record struct OmdGap(uint From, uint To)
{
    internal uint Count => To - From + 1;
}
