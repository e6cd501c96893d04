using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// A refresh channel while a snapshot is wanted: from the end of one cycle to the end of the next, without a packet missing on both
/// lines; a cycle that misses one is thrown away and the next one awaited.
/// </summary>
sealed class OmdRefresh(Duration patience, int heldMost = OmdChannel.HeldMost)
{
    /// <summary>Bytes of messages a cycle may hold; a longer one is thrown away and counted as broken.</summary>
    internal const int BytesMost = 256 << 20;

    readonly OmdChannel lines = new(patience, heldMost);
    Cycle cycle = new(0);

    /// <summary>Whether anyone wants a snapshot; packets are passed over otherwise.</summary>
    internal bool IsWanted { get; private set; }

    /// <summary>Packets held now behind one that is missing.</summary>
    internal int Held => lines.Held;

    /// <summary>Bytes of messages collected now.</summary>
    internal long Bytes => cycle.Bytes;

    /// <summary>Cycles thrown away because something of them was missing or too old.</summary>
    internal long Broken { get; private set; }

    /// <summary>Snapshots taken whole.</summary>
    internal long Taken { get; private set; }

    /// <summary>A snapshot is wanted of what was sent at or after the time, in nanoseconds since 1970.</summary>
    internal void Want(ulong notBefore)
    {
        IsWanted = true;
        lines.BeginDay();
        cycle = new(notBefore);
    }

    internal void NoMore()
    {
        IsWanted = false;
        cycle = new(0);
    }

    internal void Take(Span<byte> received, OmdLine line, Moment now)
    {
        if (IsWanted)
            lines.Take(received, line, now, ref cycle);
    }

    /// <summary>A whole cycle, once: call after packets and as time passes. It must reach at least to the number.</summary>
    internal bool TryFinish(Moment now, uint atLeast, out OmdSnapshot snapshot)
    {
        snapshot = default;
        if (!IsWanted)
            return false;
        lines.Tick(now, ref cycle);
        while (lines.Wanted is not null)
            lines.GiveUp(now, ref cycle);
        Broken += cycle.TakeBroken();
        if (cycle.Finished is not { } finished)
            return false;
        if (finished.Last < atLeast)
        {
            Broken++;
            cycle.Again();
            return false;
        }
        Taken++;
        snapshot = finished;
        NoMore();
        return true;
    }

    /// <summary>Collects the messages between two ends.</summary>
    sealed class Cycle(ulong notBefore) : IOmdMessages
    {
        readonly MemoryStream messages = new();
        bool begun;
        bool old;
        long broken;
        ulong sent;

        internal OmdSnapshot? Finished { get; private set; }
        internal long Bytes => messages.Length;

        internal long TakeBroken() => Interlocked.Exchange(ref broken, 0);

        /// <summary>The cycle that ended is of no use; the next has begun.</summary>
        internal void Again()
        {
            Finished = null;
            messages.SetLength(0);
        }

        public void OnPacket(ulong sendTime)
        {
            sent = sendTime;
            old |= sendTime < notBefore;
        }

        public void OnMessage(OmdMessage message)
        {
            if (message.Type != RefreshComplete.Type)
            {
                if (begun && Finished is null && messages.Length + message.Bytes.Length <= BytesMost)
                    messages.Write(message.Bytes);
                else if (begun && Finished is null)
                    OnLost(default);
                return;
            }
            if (begun && !old && Finished is null)
                Finished = new(new RefreshComplete(message.Bytes).LastSeqNum, sent, messages.ToArray());
            else if (Finished is null)
                Again();
            (begun, old) = (true, false);
        }

        public void OnLost(OmdGap gap)
        {
            if (begun)
                broken++;
            begun = false;
            if (Finished is null)
                messages.SetLength(0);
        }
    }
}

/// <summary>A whole cycle: its messages one after the other, when its end was sent, and the number of the real-time channel it stands for.</summary>
readonly record struct OmdSnapshot(uint Last, ulong SendTime, byte[] Messages)
{
    internal void HandOn<TMessages>(ref TMessages messages)
        where TMessages : IOmdMessages
    {
        messages.OnPacket(SendTime);
        for (var at = 0; at < Messages.Length; )
        {
            var message = Messages.AsSpan(at, Messages.AsSpan().U16(at));
            messages.OnMessage(new(Last, message));
            at += message.Length;
        }
    }
}
