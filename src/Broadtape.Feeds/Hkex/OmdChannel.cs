using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// One channel out of its lines: every message once and in the order of its number, from whichever line brings it first. What comes too
/// early is held; what nobody brings in time is a gap. One thread; time comes with each call.
/// </summary>
/// <param name="patience">How long the other line is waited for before missing numbers are to be asked for.</param>
/// <param name="heldMost">Packets held behind a gap; with more, the gap is given up and what is held is handed on.</param>
sealed class OmdChannel(Duration patience, int heldMost = OmdChannel.HeldMost)
{
    internal const int HeldMost = 4_096;

    const uint FirstOfDay = 1;

    /// <summary>By how much two lines may differ in when the same message was sent, in nanoseconds.</summary>
    const ulong PacketsApart = 100_000_000;

    readonly SortedDictionary<uint, byte[]> held = [];
    uint next = FirstOfDay;

    /// <summary>The newest number a line has told of since numbers began, and when that was sent, in nanoseconds since 1970.</summary>
    uint newest;
    ulong newestSent;

    /// <summary>
    /// Nothing was handed on since a day or a reset began. The first message behind a reset may be numbered one further on, the reset having
    /// taken the number before: it is asked for, and not missed when nobody has it.
    /// </summary>
    bool begun = true;
    Moment waitingSince;

    /// <summary>When the last reset was sent: what was sent before speaks of numbers that are void.</summary>
    ulong resetSent;

    internal OmdChannelState State { get; private set; }
    internal OmdCounters Counters { get; } = new();

    /// <summary>When anything last came, heartbeats included; null before.</summary>
    internal Moment? Heard { get; private set; }

    /// <summary>Packets held now.</summary>
    internal int Held => held.Count;

    /// <summary>The number handed on next.</summary>
    internal uint Next => next;

    /// <summary>The newest number known to exist; 0 when none is.</summary>
    internal uint Newest => Math.Max(newest, next - 1);

    /// <summary>Nothing was handed on yet since a day or a reset began.</summary>
    internal bool IsBeginning => begun;

    /// <summary>
    /// The one number wanted is the first behind a reset: it was lost, or the reset itself had taken it. Nobody is alarmed, and giving it
    /// up loses nothing.
    /// </summary>
    internal bool IsFirstInDoubt => begun && Counters.Resets > 0 && held.Count > 0 && held.Keys.First() == next + 1;

    /// <summary>When the newest number was sent, in nanoseconds since 1970; 0 before any, and not before the last reset.</summary>
    internal ulong NewestSent => newestSent;

    /// <summary>When the last reset was sent, in nanoseconds since 1970; 0 before any.</summary>
    internal ulong ResetSent => resetSent;

    /// <summary>What has to be asked for: the first numbers missing. Null unless <see cref="OmdChannelState.Missing"/>.</summary>
    internal OmdGap? Wanted => State == OmdChannelState.Missing ? new(next, held.Count > 0 ? held.Keys.First() - 1 : newest) : null;

    /// <summary>
    /// What is wanted, together with the gaps that follow it behind no more than <paramref name="island"/> messages each: asking for a few
    /// that are held costs less than asking twice.
    /// </summary>
    internal OmdGap? WantedAcross(uint island)
    {
        if (Wanted is not { } gap)
            return null;
        var reached = gap.To + 1;
        foreach (var (number, packet) in held)
        {
            if (number > reached)
            {
                if (reached - gap.To - 1 > island)
                    return gap;
                gap = new(gap.From, number - 1);
            }
            reached = Math.Max(reached, number + packet[2]);
        }
        return newest >= reached && reached - gap.To - 1 <= island ? new(gap.From, newest) : gap;
    }

    /// <summary>From now on everything is held until <see cref="Resume"/>: a snapshot will say from where to go on.</summary>
    internal void AwaitRefresh() => State = OmdChannelState.Refreshing;

    /// <summary>A snapshot stands for everything up to the number: what is held beyond it follows.</summary>
    internal void Resume<TMessages>(uint last, Moment now, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        if (State != OmdChannelState.Refreshing)
            throw new InvalidOperationException($"the channel is {State}: no snapshot is awaited");
        (next, begun) = (last + 1, last == 0);
        State = OmdChannelState.Whole;
        HandOnHeld(ref messages);
        Settle(now, ref messages);
    }

    /// <summary>Takes a packet of a line as it was received; one that does not hold together is counted under its reason.</summary>
    internal void Take<TMessages>(Span<byte> received, OmdLine line, Moment now, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        if (!OmdPacket.TryOpen(received, out var packet, out var refusal))
        {
            Counters.Refuse(refusal);
            return;
        }
        Counters.Packet(line);
        if (line != OmdLine.Retransmission)
            Heard = now;
        if (packet.SendTime < resetSent)
        {
            Counters.Duplicates += packet.MessageCount;
            return;
        }
        if (line != OmdLine.Retransmission && !IsReset(packet))
            Note(packet, ref messages);
        if (packet.IsHeartbeat)
            Counters.Heartbeats++;
        else if (!IsReset(packet) && (packet.Number > next || State == OmdChannelState.Refreshing))
            Hold(packet.Number, received[..received.U16(0)], ref messages);
        else
        {
            HandOn(packet, ref messages);
            HandOnHeld(ref messages);
        }
        Settle(now, ref messages);
    }

    /// <summary>Time passes: a gap that has been waited for long enough is to be asked for.</summary>
    internal void Tick<TMessages>(Moment now, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        if (State != OmdChannelState.Waiting || now - waitingSince < patience)
            return;
        State = OmdChannelState.Missing;
        if (!IsFirstInDoubt)
            Counters.Gaps++;
    }

    /// <summary>Nobody can bring the numbers wanted: they are passed over, and what was held behind them is handed on.</summary>
    internal OmdGap GiveUp<TMessages>(Moment now, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        var gap = Wanted ?? throw new InvalidOperationException($"the channel is {State}: nothing is wanted");
        if (IsFirstInDoubt)
        {
            next++;
            HandOnHeld(ref messages);
        }
        else
            PassOver(gap, ref messages);
        Settle(now, ref messages);
        return gap;
    }

    /// <summary>A new day: numbers begin again, and nothing of yesterday's is held.</summary>
    internal void BeginDay()
    {
        held.Clear();
        (next, newest, newestSent, begun, State, Heard) = (FirstOfDay, 0, 0, true, OmdChannelState.Silent, null);
        Counters.Resets = 0;
        resetSent = 0;
    }

    /// <summary>
    /// Numbers only grow as they are sent. One that was sent later than the newest and is lower has other numbers before it: both lines have
    /// lost the reset between them.
    /// </summary>
    void Note<TMessages>(OmdPacket packet, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        var last = packet.IsHeartbeat ? packet.Number : packet.Number + (uint)packet.MessageCount - 1;
        var isBehind = last < newest && packet.SendTime > newestSent;
        var beginsBehind = !packet.IsHeartbeat && packet.Number <= newest && packet.SendTime > newestSent + PacketsApart;
        if (isBehind || beginsBehind)
        {
            var reset = new byte[SequenceReset.Size].AsSpan();
            reset.U16(0, SequenceReset.Size);
            reset.U16(2, SequenceReset.Type);
            _ = new SequenceReset(reset) { NewSeqNo = FirstOfDay };
            Reset(new(FirstOfDay, reset), packet.SendTime, ref messages);
        }
        if (last >= newest)
            (newest, newestSent) = (last, Math.Max(newestSent, packet.SendTime));
    }

    static bool IsReset(OmdPacket packet)
    {
        foreach (var message in packet)
            return message.Type == SequenceReset.Type;
        return false;
    }

    void HandOn<TMessages>(OmdPacket packet, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        messages.OnPacket(packet.SendTime);
        foreach (var message in packet)
        {
            if (message.Type == SequenceReset.Type)
            {
                // Sent before what is known of the numbers that follow it: the other line's copy, or one that comes late.
                if (packet.SendTime > newestSent)
                    Reset(message, packet.SendTime, ref messages);
                else
                    Counters.Duplicates++;
                continue;
            }
            if (message.Number < next)
            {
                Counters.Duplicates++;
                continue;
            }
            // Behind a reset, in its own packet: the snapshot will hold it.
            if (State == OmdChannelState.Refreshing)
                continue;
            next = message.Number + 1;
            begun = false;
            Counters.Messages++;
            messages.OnMessage(message);
        }
    }

    void Reset<TMessages>(OmdMessage message, ulong sent, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        held.Clear();
        (next, begun) = (new SequenceReset(message.Bytes).NewSeqNo, true);
        (newest, newestSent, resetSent) = (next - 1, sent, sent);
        Counters.Resets++;
        messages.OnMessage(message);
    }

    void Hold<TMessages>(uint number, Span<byte> packet, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        // Two packets may begin with the same number; the longer one holds all of the other.
        if (!held.TryGetValue(number, out var there) || there[2] < packet[2])
            held[number] = packet.ToArray();
        else
            Counters.Duplicates += packet[2];
        if (held.Count <= heldMost)
            return;
        // The snapshot awaited will be newer than the oldest held.
        if (State == OmdChannelState.Refreshing)
            held.Remove(held.Keys.First());
        else
            PassOver(new(next, held.Keys.First() - 1), ref messages);
    }

    void PassOver<TMessages>(OmdGap gap, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        Counters.Lost += gap.Count;
        next = gap.To + 1;
        begun = false;
        messages.OnLost(gap);
        HandOnHeld(ref messages);
    }

    void HandOnHeld<TMessages>(ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        while (State != OmdChannelState.Refreshing && held.Count > 0 && held.Keys.First() is var first && first <= next)
        {
            held.Remove(first, out var bytes);
            if (!OmdPacket.TryOpen(bytes, out var packet, out _))
                throw new InvalidOperationException("a packet was held that does not hold together");
            HandOn(packet, ref messages);
        }
    }

    void Settle<TMessages>(Moment now, ref TMessages messages)
        where TMessages : IOmdMessages, allows ref struct
    {
        if (State == OmdChannelState.Refreshing)
            return;
        var whole = held.Count == 0 && newest < next;
        if (whole)
            State = OmdChannelState.Whole;
        else if (State is OmdChannelState.Silent or OmdChannelState.Whole)
            (State, waitingSince) = (OmdChannelState.Waiting, now);
        else
            Tick(now, ref messages);
    }
}
