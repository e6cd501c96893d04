namespace Broadtape.Feeds.Hkex;

/// <summary>Where a packet of a channel came from. All carry the same messages under the same numbers, packed as each likes.</summary>
enum OmdLine : byte
{
    A,
    B,

    /// <summary>Asked for again over TCP.</summary>
    Retransmission,
}
