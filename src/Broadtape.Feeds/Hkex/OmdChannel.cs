using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// One channel out of its lines: every message once and in the order of its number, from whichever line brings it first. What comes too
/// early is held; what nobody brings in time is a gap. One thread; time comes with each call.
/// </summary>
/// <param name="patience">How long the other line is waited for before missing numbers are to be asked for.</param>
sealed class OmdChannel(Duration patience)
{
    /// <summary>Packets held behind a gap; with more, the gap is given up and what is held is handed on.</summary>
    internal const int HeldMost = 4_096;

    const uint FirstOfDay = 1;

    readonly SortedDictionary<uint, byte[]> held = [];
    uint next = FirstOfDay;

    /// <summary>The newest number known to exist, from a packet held or a heartbeat.</summary>
    uint newest;

    /// <summary>
    /// Nothing was handed on since a day or a reset began. The first message may then be numbered one further on, the reset having taken
    /// the number before: it is waited for, and not missed.
    /// </summary>
    bool begun = true;
    Moment waitingSince;

    /// <summary>Resets seen on each line: the slower line's copy of one already taken is not another.</summary>
    readonly int[] resets = new int[Enum.GetValues<OmdLine>().Length];

    /// <summary>When the last reset was sent: what was sent before speaks of numbers that are void.</summary>
    ulong resetSent;

    internal OmdChannelState State { get; private set; }
    internal OmdCounters Counters { get; } = new();

    /// <summary>When anything last came, heartbeats included; null before.</summary>
    internal Moment? Heard { get; private set; }

    /// <summary>The number handed on next.</summary>
    internal uint Next => next;

    /// <summary>What has to be asked for: the first numbers missing. Null unless <see cref="OmdChannelState.Missing"/>.</summary>
    internal OmdGap? Wanted => State == OmdChannelState.Missing ? new(next, held.Count > 0 ? held.Keys.First() - 1 : newest) : null;

    /// <summary>Takes a packet of a line as it was received; one that does not hold together is counted under its reason.</summary>
    internal void Take<THandler>(Span<byte> received, OmdLine line, Moment now, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        if (!OmdPacket.TryOpen(received, out var packet, out var refusal))
        {
            Counters.Refuse(refusal);
            return;
        }
        Counters.Packet(line);
        Heard = now;
        if (packet.SendTime < resetSent)
            Counters.Duplicates += packet.MessageCount;
        else if (packet.IsHeartbeat)
        {
            Counters.Heartbeats++;
            newest = Math.Max(newest, packet.Number);
        }
        else if (packet.Number > next && !IsReset(packet))
            Hold(packet.Number, received[..received.U16(0)], ref handler);
        else
        {
            HandOn(packet, line, ref handler);
            HandOnHeld(ref handler);
        }
        Settle(now, ref handler);
    }

    /// <summary>Time passes: a gap that has been waited for long enough is to be asked for.</summary>
    internal void Tick<THandler>(Moment now, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        if (State != OmdChannelState.Waiting || now - waitingSince < patience)
            return;
        if (begun && held.ContainsKey(next + 1))
        {
            next++;
            HandOnHeld(ref handler);
            Settle(now, ref handler);
            return;
        }
        State = OmdChannelState.Missing;
        Counters.Gaps++;
    }

    /// <summary>Nobody can bring the numbers wanted: they are passed over, and what was held behind them is handed on.</summary>
    internal OmdGap GiveUp<THandler>(Moment now, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        var gap = Wanted ?? throw new InvalidOperationException($"the channel is {State}: nothing is wanted");
        PassOver(gap, ref handler);
        Settle(now, ref handler);
        return gap;
    }

    /// <summary>A new day: numbers begin again, and nothing of yesterday's is held.</summary>
    internal void BeginDay()
    {
        held.Clear();
        (next, newest, begun, State, Heard) = (FirstOfDay, 0, true, OmdChannelState.Silent, null);
        Counters.Resets = 0;
        resetSent = 0;
        Array.Clear(resets);
    }

    static bool IsReset(OmdPacket packet)
    {
        foreach (var message in packet)
            return message.Type == SequenceReset.Type;
        return false;
    }

    void HandOn<THandler>(OmdPacket packet, OmdLine line, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        handler.OnPacket(packet.SendTime);
        foreach (var message in packet)
        {
            if (message.Type == SequenceReset.Type)
            {
                if (++resets[(int)line] > Counters.Resets)
                    Reset(message, packet.SendTime, ref handler);
                else
                    Counters.Duplicates++;
                continue;
            }
            if (message.Number < next)
            {
                Counters.Duplicates++;
                continue;
            }
            next = message.Number + 1;
            begun = false;
            newest = Math.Max(newest, message.Number);
            Counters.Messages++;
            OmdDecoder.Decode(message, ref handler);
        }
    }

    void Reset<THandler>(OmdMessage message, ulong sent, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        held.Clear();
        (next, newest, begun, resetSent) = (new SequenceReset(message.Bytes).NewSeqNo, 0, true, sent);
        Counters.Resets++;
        OmdDecoder.Decode(message, ref handler);
    }

    void Hold<THandler>(uint number, Span<byte> packet, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        newest = Math.Max(newest, number + packet[2] - 1);
        // Two packets may begin with the same number; the longer one holds all of the other.
        if (!held.TryGetValue(number, out var there) || there[2] < packet[2])
            held[number] = packet.ToArray();
        else
            Counters.Duplicates += packet[2];
        if (held.Count > HeldMost)
            PassOver(new(next, held.Keys.First() - 1), ref handler);
    }

    void PassOver<THandler>(OmdGap gap, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        Counters.Lost += gap.Count;
        next = gap.To + 1;
        begun = false;
        handler.OnLost(gap);
        HandOnHeld(ref handler);
    }

    void HandOnHeld<THandler>(ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        while (held.Count > 0 && held.Keys.First() is var first && first <= next)
        {
            held.Remove(first, out var bytes);
            if (!OmdPacket.TryOpen(bytes, out var packet, out _))
                throw new InvalidOperationException("a packet was held that does not hold together");
            HandOn(packet, OmdLine.A, ref handler);
        }
    }

    void Settle<THandler>(Moment now, ref THandler handler)
        where THandler : IOmdHandler, allows ref struct
    {
        var whole = held.Count == 0 && newest < next;
        if (whole)
            State = OmdChannelState.Whole;
        else if (State is OmdChannelState.Silent or OmdChannelState.Whole)
            (State, waitingSince) = (OmdChannelState.Waiting, now);
        else
            Tick(now, ref handler);
    }
}
