using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>One channel as the session receives it: its lines, its snapshot when one is wanted, and where its recovery stands.</summary>
sealed class OmdReception(OmdChannelSettings settings, OmdSettings feed)
{
    internal ushort Id => settings.Id;
    internal OmdChannelSettings Settings => settings;
    internal OmdChannel Channel { get; } = new(feed.Patience, feed.HeldMost);
    internal OmdRefresh Refresh { get; } = new(feed.Patience, feed.HeldMost);
    internal OmdReceptionState State { get; private set; }
    internal Moment Since { get; private set; }

    /// <summary>Requests that a server left without an answer, for the gap that stands.</summary>
    internal int Attempts { get; set; }

    /// <summary>A server said that it does not have what the gap that stands lacks.</summary>
    internal bool IsRefused { get; set; }

    /// <summary>The one place where a state becomes another.</summary>
    internal void Become(OmdReceptionState state, Moment now)
    {
        if (state == State)
            return;
        if (state == OmdReceptionState.Live)
            (Attempts, IsRefused) = (0, false);
        (State, Since) = (state, now);
    }
}

/// <summary>How a channel stands with us.</summary>
enum OmdReceptionState : byte
{
    /// <summary>Nothing has come yet today.</summary>
    Silent,

    /// <summary>Everything up to the newest number has been handed on.</summary>
    Live,

    /// <summary>Numbers are missing, and the other line may still bring them.</summary>
    Waiting,

    /// <summary>They are asked for, or about to be.</summary>
    Asking,

    /// <summary>A snapshot is awaited; what comes is held.</summary>
    Refreshing,

    /// <summary>No heartbeat for too long, while the market's day lasts.</summary>
    Stale,

    /// <summary>No heartbeat for much too long.</summary>
    Dead,
}
