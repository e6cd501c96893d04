using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// The exchange's side of one retransmission connection: a user logs on, asks, and is answered in the order of the requests; heartbeats
/// have to come back as they were sent. Bytes in, bytes out; it knows no socket.
/// </summary>
sealed class OmdDesk(OmdDeskRules rules, IReadOnlyDictionary<ushort, OmdHistory> channels, Moment connected)
{
    static readonly Duration LogonWithin = Duration.FromSeconds(5);
    static readonly Duration BeatEvery = Duration.FromSeconds(30);
    static readonly Duration EchoWithin = Duration.FromSeconds(5);

    readonly OmdPacketWriter writer = new(new byte[OmdPacketWriter.SizeMost]);
    readonly MemoryStream received = new();
    string? user;
    Moment beaten;
    byte[]? unanswered;

    /// <summary>The exchange hangs up.</summary>
    internal bool IsClosed { get; private set; }

    /// <summary>Takes what came; what is answered is written out.</summary>
    internal void Take(ReadOnlySpan<byte> bytes, Moment now, System.IO.Stream answers)
    {
        received.Write(bytes);
        var all = received.GetBuffer().AsSpan(0, (int)received.Length);
        var at = 0;
        while (
            !IsClosed
            && all.Length - at >= OmdPacket.HeaderSize
            && all.U16(at) is var size
            && (size < OmdPacket.HeaderSize || all.Length - at >= size)
        )
        {
            if (!OmdPacket.TryOpen(all[at..], out var packet, out _))
            {
                IsClosed = true;
                return;
            }
            if (packet.IsHeartbeat)
                Echoed(all.Slice(at, size));
            else
                foreach (var message in packet)
                    Answer(message, now, answers);
            at += size;
        }
        all[at..].CopyTo(all);
        received.SetLength(all.Length - at);
    }

    /// <summary>Time passes: who does not log on or does not send a heartbeat back is hung up on.</summary>
    internal void Tick(Moment now, System.IO.Stream answers)
    {
        if (user is null)
        {
            IsClosed |= now - connected >= LogonWithin;
            return;
        }
        if (unanswered is not null)
        {
            IsClosed |= now - beaten >= EchoWithin;
            return;
        }
        if (now - beaten < BeatEvery)
            return;
        beaten = now;
        unanswered = writer.Finish(0, (ulong)now.UnixNanoseconds).ToArray();
        answers.Write(unanswered);
    }

    /// <summary>The connection is over: the user may come again.</summary>
    internal void Leave()
    {
        if (user is not null)
            rules.Leave(user);
        user = null;
        IsClosed = true;
    }

    void Echoed(ReadOnlySpan<byte> packet)
    {
        if (unanswered is not null && packet.SequenceEqual(unanswered))
            unanswered = null;
        else
            IsClosed = true;
    }

    void Answer(OmdMessage message, Moment now, System.IO.Stream answers)
    {
        switch (message.Type)
        {
            case Logon.Type when user is null:
                var name = new Logon(message.Bytes).Username.Ascii();
                var status = rules.Enter(name);
                Span<byte> logon = stackalloc byte[LogonResponse.Size];
                writer.TryAdd(LogonResponse.Type, LogonResponse.Size, out logon);
                _ = new LogonResponse(logon) { SessionStatus = status };
                answers.Write(writer.Finish(0, 0));
                if (status == 0)
                    (user, beaten) = (name, now);
                else
                    IsClosed = true;
                break;
            case RetransmissionRequest.Type when user is not null:
                var request = new RetransmissionRequest(message.Bytes);
                Answer(request.ChannelId, request.BeginSeqNum, request.EndSeqNum, now, answers);
                break;
            default:
                IsClosed = true;
                break;
        }
    }

    void Answer(ushort channel, uint from, uint to, Moment now, System.IO.Stream answers)
    {
        var refusal = (byte)(
            !rules.TryCount(user!, now) ? 101
            : !channels.TryGetValue(channel, out var history) ? 1
            : from > to || to - from >= OmdRetransmission.SpanMost ? 100
            : !history.Holds(from, to) ? 2
            : 0
        );
        writer.TryAdd(RetransmissionResponse.Type, RetransmissionResponse.Size, out var place);
        _ = new RetransmissionResponse(place)
        {
            ChannelId = channel,
            RetransStatus = refusal,
            BeginSeqNum = from,
            EndSeqNum = to,
        };
        answers.Write(writer.Finish(0, 0));
        IsClosed |= refusal == 101;
        if (refusal != 0)
            return;
        for (var next = from; next <= to; )
        {
            next += (uint)channels[channel].Pack(next, to, writer, out var packet);
            answers.Write(packet);
        }
    }
}

/// <summary>Who may ask, one connection each, and how often a day.</summary>
sealed class OmdDeskRules(IReadOnlyCollection<string> users, int requestsADay = OmdQuota.Most)
{
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    readonly HashSet<string> connected = [];
    readonly Dictionary<string, int> requests = [];
    LocalDate day;

    /// <summary>0, or why not: 5 unknown, 100 connected already.</summary>
    internal byte Enter(string user) =>
        (byte)(
            !users.Contains(user) ? 5
            : connected.Add(user) ? 0
            : 100
        );

    internal void Leave(string user) => connected.Remove(user);

    internal bool TryCount(string user, Moment now)
    {
        var today = now.In(Zone).Date;
        if (today != day)
            requests.Clear();
        day = today;
        requests[user] = requests.GetValueOrDefault(user) + 1;
        return requests[user] <= requestsADay;
    }
}
