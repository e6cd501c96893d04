namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Takes messages in the order of their numbers, undecoded. A message is a view of the buffer it was received in: good until the method
/// returns.
/// </summary>
interface IOmdMessages
{
    /// <summary>Messages of a packet follow; it was sent at this time, in nanoseconds since 1970.</summary>
    void OnPacket(ulong sendTime);

    void OnMessage(OmdMessage message);

    /// <summary>These numbers are passed over for good; what is told by changes alone is no longer known.</summary>
    void OnLost(OmdGap gap);
}
