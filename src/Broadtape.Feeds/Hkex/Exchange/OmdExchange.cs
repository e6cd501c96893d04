using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// The exchange's end of OMD-C behind the sender: every packet goes out on both lines and is remembered for retransmission; at regular
/// intervals each channel's state goes out on its refresh channel.
/// </summary>
sealed class OmdExchange(IOmdLines lines, Duration refreshEvery) : IOmdWire
{
    readonly Dictionary<ushort, Sending> channels = [];
    readonly Dictionary<ushort, OmdHistory> histories = [];
    readonly OmdPacketWriter writer = new(new byte[OmdPacketWriter.SizeMost]);
    Moment refreshed;

    /// <summary>What each channel has sent lately.</summary>
    internal IReadOnlyDictionary<ushort, OmdHistory> Histories => histories;

    /// <summary>False while the past is caught up with: nothing goes out, everything is remembered.</summary>
    internal bool IsOnAir { get; set; } = true;

    public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        if (!channels.TryGetValue(outlet.Channel, out var channel))
        {
            channels[outlet.Channel] = channel = new(outlet);
            histories[outlet.Channel] = channel.History;
        }
        var bytes = packet.ToArray();
        if (!OmdPacket.TryOpen(bytes, out var opened, out var refusal))
            throw new InvalidOperationException($"the sender made a packet that is {refusal}");
        channel.History.Keep(opened);
        channel.State.Keep(opened);
        if (IsOnAir)
            lines.Send(outlet, bytes, at);
    }

    /// <summary>Time passes: heartbeats on idle channels and, when due, a cycle on every refresh channel.</summary>
    internal void Tick(Moment now)
    {
        if (!IsOnAir)
            return;
        var cycle = now - refreshed >= refreshEvery;
        foreach (var channel in channels.Values)
        {
            if (now - channel.Beaten >= BeatEvery)
            {
                channel.Beaten = now;
                lines.Send(channel.Outlet, writer.Finish(channel.History.Last, SendTimeOf(now)), now);
            }
            if (cycle)
                channel.Refreshed = channel.State.Write(
                    channel.Refreshed,
                    channel.History.Last,
                    SendTimeOf(now),
                    writer,
                    packet => lines.SendRefresh(channel.Outlet, packet, now)
                );
        }
        if (cycle)
            refreshed = now;
    }

    static readonly Duration BeatEvery = Duration.FromSeconds(2);

    static ulong SendTimeOf(Moment now) => (ulong)(now.UnixNanoseconds / 1_000_000 * 1_000_000);

    sealed class Sending(OmdOutlet outlet)
    {
        internal OmdOutlet Outlet => outlet;
        internal OmdHistory History { get; } = new();
        internal OmdState State { get; } = new();
        internal Moment Beaten { get; set; }
        internal uint Refreshed { get; set; } = 1;
    }
}

/// <summary>Both lines of a channel and of its refresh channel; they may lose what they are given.</summary>
interface IOmdLines
{
    void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at);

    void SendRefresh(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at);
}
