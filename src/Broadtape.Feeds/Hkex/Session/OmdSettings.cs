using System.Net;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Where a licensee finds OMD-C: channels, groups and servers as the exchange's connectivity guide gives them, and how long to wait.
/// </summary>
sealed record OmdSettings
{
    internal required Mic Market { get; init; }

    /// <summary>The address of ours that multicast is received on.</summary>
    internal required IPAddress Interface { get; init; }
    internal required IReadOnlyList<OmdChannelSettings> Channels { get; init; }

    /// <summary>Null: nothing can be asked for; a gap goes to the refresh channel.</summary>
    internal OmdRetransmissionSettings? Retransmission { get; init; }

    /// <summary>The channel that says when the exchange's second site takes over.</summary>
    internal OmdChannelSettings? DisasterRecovery { get; init; }

    /// <summary>How long the other line is waited for.</summary>
    internal Duration Patience { get; init; } = Duration.FromMilliseconds(50);

    /// <summary>Three heartbeats missed.</summary>
    internal Duration StaleAfter { get; init; } = Duration.FromSeconds(6);

    internal Duration DeadAfter { get; init; } = Duration.FromSeconds(30);

    /// <summary>A larger gap goes to the refresh channel at once.</summary>
    internal uint AskMost { get; init; } = 5_000;

    /// <summary>Packets a channel holds behind a gap, and its refresh channel behind one of its own.</summary>
    internal int HeldMost { get; init; } = OmdChannel.HeldMost;

    /// <summary>A channel's own receive buffer, in bytes, asked of the system.</summary>
    internal int ReceiveBuffer { get; init; } = 8 << 20;
}

/// <summary>One channel: its two lines, and its refresh channel's two lines where it has one.</summary>
sealed record OmdChannelSettings(ushort Id, OmdGroups Lines, OmdGroups? Refresh);

/// <summary>Two multicast groups that carry the same.</summary>
sealed record OmdGroups(IPEndPoint A, IPEndPoint B);

/// <param name="Servers">Tried in this order, one at a time.</param>
sealed record OmdRetransmissionSettings(string User, IReadOnlyList<IPEndPoint> Servers);
