namespace Broadtape.Feeds.Hkex;

/// <summary>How the retransmission service stands.</summary>
enum OmdRetransmissionState : byte
{
    /// <summary>Not connected, and nothing wanted.</summary>
    Idle,
    Connecting,
    LoggingOn,

    /// <summary>Logged on; heartbeats are sent back.</summary>
    Ready,

    /// <summary>A request is out and not answered yet.</summary>
    Asked,

    /// <summary>A request was accepted; its messages are coming.</summary>
    Receiving,

    /// <summary>A server failed; the next one is tried when the time is over.</summary>
    BackingOff,

    /// <summary>The day's requests are used up.</summary>
    Exhausted,

    /// <summary>Every server refused the user: nothing is tried again before the next day.</summary>
    Refused,
}
