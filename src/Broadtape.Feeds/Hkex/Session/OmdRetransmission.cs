using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// The client of the exchange's retransmission servers: one connection, one request at a time, any channel's. It connects when something
/// is wanted, sends heartbeats back as they came, and turns to the next server when one fails, each time after a longer rest.
/// </summary>
sealed class OmdRetransmission(OmdRetransmissionSettings settings, IOmdConnection connection, OmdQuota quota)
{
    /// <summary>Messages a request may ask for; what is more is asked for in parts.</summary>
    internal const uint SpanMost = 10_000;

    /// <summary>How far back a channel's messages are kept.</summary>
    internal const uint Reach = 50_000;

    /// <summary>Connecting, an answer, or the next message of one: a server that takes longer has failed.</summary>
    static readonly Duration AnswerWithin = Duration.FromSeconds(5);

    static readonly Duration RestAtFirst = Duration.FromSeconds(1);
    static readonly Duration RestAtMost = Duration.FromSeconds(60);
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    // A packet is at most what its length field can say.
    readonly byte[] buffer = new byte[2 * ushort.MaxValue];
    int filled;
    int server;
    int failures;
    int refusals;
    Moment since;
    Moment restUntil;
    LocalDate day;
    ushort channel;
    OmdGap asked;
    uint reached;

    internal OmdRetransmissionState State { get; private set; }

    /// <summary>Nothing more can be asked for today.</summary>
    internal bool IsOver => State is OmdRetransmissionState.Exhausted or OmdRetransmissionState.Refused;

    /// <summary>Every server failed lately, and none is tried for longer than a reader should wait.</summary>
    internal bool IsResting(Moment now) => State == OmdRetransmissionState.BackingOff && restUntil - now > RestBorne;

    static readonly Duration RestBorne = Duration.FromSeconds(5);

    internal OmdRetransmissionCounters Counters { get; } = new();

    internal OmdQuota Quota => quota;

    internal int Server => server;

    /// <summary>A request is on its way for this channel.</summary>
    internal bool IsBusyWith(ushort id) => wanted && channel == id;

    bool wanted;

    /// <summary>Takes a request; false while another is on its way or when the day's are used up. The gap's first 10,000 are asked for.</summary>
    internal bool TryAsk(ushort id, OmdGap gap, Moment now)
    {
        BeginDay(now);
        if (wanted || IsOver)
            return false;
        (wanted, channel) = (true, id);
        asked = new(gap.From, Math.Min(gap.To, gap.From + (SpanMost - 1)));
        Walk(now);
        return true;
    }

    /// <summary>What was asked for is wanted no more: the other line brought it, or a snapshot is awaited.</summary>
    internal void Withdraw(ushort id)
    {
        // An answer that is already coming is read to its end: nothing can be cancelled.
        if (IsBusyWith(id) && State is not (OmdRetransmissionState.Asked or OmdRetransmissionState.Receiving))
            wanted = false;
    }

    /// <summary>Moves as far as it goes without waiting, and hands over what came; call as often as time passes.</summary>
    internal void Tick(Moment now, IOmdRetransmitted into)
    {
        BeginDay(now);
        Receive(now, into);
        Walk(now);
        if (
            State
                is OmdRetransmissionState.Connecting
                    or OmdRetransmissionState.LoggingOn
                    or OmdRetransmissionState.Asked
                    or OmdRetransmissionState.Receiving
            && now - since >= AnswerWithin
        )
            Fail(now, into);
    }

    void Walk(Moment now)
    {
        if (State == OmdRetransmissionState.BackingOff && now >= restUntil)
            Become(OmdRetransmissionState.Idle, now);
        if (State == OmdRetransmissionState.Idle && wanted)
        {
            filled = 0;
            connection.Open(server);
            Become(OmdRetransmissionState.Connecting, now);
        }
        if (State == OmdRetransmissionState.Connecting && connection.State == OmdConnectionState.Open)
        {
            Counters.Connections++;
            Span<byte> packet = stackalloc byte[OmdPacket.HeaderSize + Logon.Size];
            SendLogon(packet);
            Become(OmdRetransmissionState.LoggingOn, now);
        }
        if (State == OmdRetransmissionState.Ready && wanted)
            SendRequest(now);
    }

    void SendLogon(Span<byte> packet)
    {
        packet.Clear();
        packet.U16(0, (ushort)packet.Length);
        packet[2] = 1;
        var message = packet[OmdPacket.HeaderSize..];
        message.U16(0, Logon.Size);
        message.U16(2, Logon.Type);
        // Padded with NUL here, and nowhere else.
        System.Text.Encoding.ASCII.GetBytes(settings.User, new Logon(message).Username);
        connection.TrySend(packet);
    }

    void SendRequest(Moment now)
    {
        if (!quota.TryUse(day))
        {
            Close(OmdRetransmissionState.Exhausted, now);
            return;
        }
        Span<byte> packet = stackalloc byte[OmdPacket.HeaderSize + RetransmissionRequest.Size];
        packet.Clear();
        packet.U16(0, (ushort)packet.Length);
        packet[2] = 1;
        var message = packet[OmdPacket.HeaderSize..];
        message.U16(0, RetransmissionRequest.Size);
        message.U16(2, RetransmissionRequest.Type);
        _ = new RetransmissionRequest(message)
        {
            ChannelId = channel,
            BeginSeqNum = asked.From,
            EndSeqNum = asked.To,
        };
        reached = asked.From - 1;
        Counters.Requests++;
        connection.TrySend(packet);
        Become(OmdRetransmissionState.Asked, now);
    }

    void Receive(Moment now, IOmdRetransmitted into)
    {
        if (State is OmdRetransmissionState.Idle or OmdRetransmissionState.BackingOff or OmdRetransmissionState.Connecting || IsOver)
        {
            if (State == OmdRetransmissionState.Connecting && connection.State == OmdConnectionState.Closed)
                Fail(now, into);
            return;
        }
        while (connection.Receive(buffer.AsSpan(filled)) is > 0 and var count)
        {
            filled += count;
            if (!Read(now, into))
                return;
        }
        if (connection.State != OmdConnectionState.Closed)
            return;
        if (State == OmdRetransmissionState.Ready && !wanted)
            Become(OmdRetransmissionState.Idle, now);
        else
            Fail(now, into);
    }

    /// <summary>Reads the whole packets of the buffer; false when the connection was left.</summary>
    bool Read(Moment now, IOmdRetransmitted into)
    {
        var at = 0;
        while (filled - at >= OmdPacket.HeaderSize)
        {
            var size = buffer.AsSpan().U16(at);
            if (size >= OmdPacket.HeaderSize && filled - at < size)
                break;
            if (!OmdPacket.TryOpen(buffer.AsSpan(at, Math.Min(size, filled - at)), out var packet, out _))
            {
                Counters.Lies++;
                Fail(now, into);
                return false;
            }
            if (!Take(packet, buffer.AsSpan(at, size), now, into))
                return false;
            at += size;
        }
        buffer.AsSpan(at, filled - at).CopyTo(buffer);
        filled -= at;
        return true;
    }

    bool Take(OmdPacket packet, Span<byte> bytes, Moment now, IOmdRetransmitted into)
    {
        if (packet.IsHeartbeat)
        {
            Counters.Heartbeats++;
            connection.TrySend(bytes);
            return true;
        }
        if (State == OmdRetransmissionState.Receiving)
            return TakeRetransmitted(packet, bytes, now, into);
        foreach (var message in packet)
        {
            if (message.Type == LogonResponse.Type && State == OmdRetransmissionState.LoggingOn)
            {
                if (!LoggedOn(new LogonResponse(message.Bytes).SessionStatus, now, into))
                    return false;
            }
            else if (message.Type == RetransmissionResponse.Type && State == OmdRetransmissionState.Asked)
            {
                if (!Answered(new(message.Bytes), now, into))
                    return false;
            }
            else
            {
                Counters.Lies++;
                Fail(now, into);
                return false;
            }
        }
        return true;
    }

    bool LoggedOn(byte status, Moment now, IOmdRetransmitted into)
    {
        if (status == 0)
        {
            refusals = 0;
            Become(OmdRetransmissionState.Ready, now);
            return true;
        }
        Counters.LogonsRefused++;
        // Another session of ours may just be closing (100); a wrong name stays wrong wherever it is said.
        if (status == 5 && ++refusals >= settings.Servers.Count)
        {
            Close(OmdRetransmissionState.Refused, now);
            return false;
        }
        Fail(now, into);
        return false;
    }

    bool Answered(RetransmissionResponse response, Moment now, IOmdRetransmitted into)
    {
        if (response.ChannelId != channel || response.BeginSeqNum != asked.From || response.EndSeqNum != asked.To)
        {
            Counters.Lies++;
            Fail(now, into);
            return false;
        }
        switch (response.RetransStatus)
        {
            case 0:
                Become(OmdRetransmissionState.Receiving, now);
                return true;
            case 101:
                Counters.Refusals++;
                quota.Exhaust(day);
                Close(OmdRetransmissionState.Exhausted, now);
                return false;
            default:
                Counters.Refusals++;
                wanted = false;
                Become(OmdRetransmissionState.Ready, now);
                into.OnRefused(channel, response.RetransStatus);
                return true;
        }
    }

    bool TakeRetransmitted(OmdPacket packet, Span<byte> bytes, Moment now, IOmdRetransmitted into)
    {
        var last = packet.Number + (uint)packet.MessageCount - 1;
        if (packet.Number < asked.From || last > asked.To || packet.Number > reached + 1)
        {
            Counters.Lies++;
            Fail(now, into);
            return false;
        }
        Counters.Messages += packet.MessageCount;
        reached = Math.Max(reached, last);
        since = now;
        into.OnRetransmitted(channel, bytes);
        if (reached < asked.To)
            return true;
        (wanted, failures) = (false, 0);
        Become(OmdRetransmissionState.Ready, now);
        into.OnFilled(channel);
        return true;
    }

    /// <summary>The server is left; the next one is tried after a rest. What was wanted was tried once and is the asker's again.</summary>
    void Fail(Moment now, IOmdRetransmitted into)
    {
        Counters.Failures++;
        connection.Close();
        server = (server + 1) % settings.Servers.Count;
        var rest = Duration.Min(RestAtMost, RestAtFirst * Math.Pow(2, Math.Min(failures++, 10)));
        restUntil = now + rest;
        Become(OmdRetransmissionState.BackingOff, now);
        if (!wanted)
            return;
        wanted = false;
        into.OnFailed(channel);
    }

    void Close(OmdRetransmissionState state, Moment now)
    {
        connection.Close();
        wanted = false;
        Become(state, now);
    }

    void Become(OmdRetransmissionState state, Moment now) => (State, since) = (state, now);

    void BeginDay(Moment now)
    {
        var today = now.In(Zone).Date;
        if (today == day)
            return;
        day = today;
        quota.Enter(day);
        if (IsOver)
            Become(OmdRetransmissionState.Idle, now);
        (failures, refusals) = (0, 0);
    }
}

/// <summary>Takes what a request brought.</summary>
interface IOmdRetransmitted
{
    /// <summary>A packet with messages asked for, under their own numbers.</summary>
    void OnRetransmitted(ushort channel, Span<byte> packet);

    /// <summary>Everything asked for has come.</summary>
    void OnFilled(ushort channel);

    /// <summary>The server will not send it, and says why: 1 unknown channel, 2 not available, 100 too many.</summary>
    void OnRefused(ushort channel, byte status);

    /// <summary>The server did not answer, or not with what was asked for.</summary>
    void OnFailed(ushort channel);
}

/// <summary>What the service has done today and before; written by the feed's thread, read by any.</summary>
sealed class OmdRetransmissionCounters
{
    internal long Connections { get; set; }
    internal long Requests { get; set; }
    internal long Messages { get; set; }
    internal long Heartbeats { get; set; }
    internal long LogonsRefused { get; set; }
    internal long Refusals { get; set; }
    internal long Failures { get; set; }

    /// <summary>Answers to what was not asked, and bytes that are no packets.</summary>
    internal long Lies { get; set; }
}
