namespace Broadtape.Feeds.Hkex;

/// <summary>How a channel stands.</summary>
enum OmdChannelState : byte
{
    /// <summary>Nothing has come yet.</summary>
    Silent,

    /// <summary>Everything up to the newest number has been handed on.</summary>
    Whole,

    /// <summary>Numbers are missing; the other line may still bring them.</summary>
    Waiting,

    /// <summary>Neither line brought them in time: they have to be asked for.</summary>
    Missing,

    /// <summary>A snapshot is awaited; what comes is held.</summary>
    Refreshing,
}
