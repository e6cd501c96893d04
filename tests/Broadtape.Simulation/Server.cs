using Broadtape.Feeds.Hkex;

namespace Broadtape.Simulation;

/// <summary>A retransmission server in its mood, at the other end of a connection that lives in memory.</summary>
sealed class Server(
    Random random,
    Mood mood,
    Exchange exchange,
    IReadOnlyDictionary<ushort, OmdHistory> histories,
    Wall wall,
    Death death,
    Action counted
) : IOmdConnection
{
    /// <summary>Servers tried for one gap.</summary>
    const int AttemptsMost = 3;

    readonly MemoryStream answers = new();
    readonly OmdDeskRules rules = new(["SIMULATION"], mood == Mood.Exhausted ? 3 : OmdQuota.Most);

    /// <summary>How often each number was the first asked for, since its channel's numbers began.</summary>
    readonly Dictionary<(ushort Channel, int Epoch, uint From), int> asked = [];
    OmdDesk? desk;
    int read;
    bool isLoggedOn;

    public OmdConnectionState State { get; private set; }

    public void Open(int server)
    {
        Close();
        if (mood == Mood.Refusing && server == 0 || mood == Mood.Dropping && random.Next(2) == 0)
            return;
        State = OmdConnectionState.Open;
        desk = new(rules, mood == Mood.Denying ? NoHistories : histories, wall.Now);
        isLoggedOn = false;
    }

    static readonly Dictionary<ushort, OmdHistory> NoHistories = [];

    public void Close()
    {
        desk?.Leave();
        desk = null;
        State = OmdConnectionState.Closed;
        answers.SetLength(0);
        read = 0;
    }

    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        death.Step();
        if (desk is null)
            return false;
        var isRequest = Count(bytes);
        if (mood == Mood.Mute || mood == Mood.Stalling && isLoggedOn)
            return true;
        if (mood == Mood.Lying && isRequest)
        {
            Lie(bytes);
            return true;
        }
        desk.Take(bytes, wall.Now, answers);
        isLoggedOn = true;
        return true;
    }

    /// <summary>Whether it is a request; one that is made again and again is our client's bug.</summary>
    bool Count(ReadOnlySpan<byte> bytes)
    {
        OmdPacket.TryOpen(bytes.ToArray(), out var packet, out _);
        foreach (var message in packet)
        {
            if (message.Type != RetransmissionRequest.Type)
                continue;
            counted();
            var request = new RetransmissionRequest(message.Bytes);
            var key = (request.ChannelId, exchange.EpochOf(request.ChannelId), request.BeginSeqNum);
            if ((asked[key] = asked.GetValueOrDefault(key) + 1) > AttemptsMost)
                throw new BrokenException($"{request.BeginSeqNum} of channel {request.ChannelId} was asked for {asked[key]} times");
            return true;
        }
        return false;
    }

    /// <summary>Something that was not asked for, or that is no packet.</summary>
    void Lie(ReadOnlySpan<byte> request)
    {
        var lie = request.ToArray();
        if (random.Next(2) == 0)
        {
            // The first number is another.
            lie[OmdPacket.HeaderSize + 8]++;
            desk!.Take(lie, wall.Now, answers);
        }
        else
        {
            random.NextBytes(lie);
            answers.Write(lie);
        }
    }

    public int Receive(Span<byte> into)
    {
        death.Step();
        if (desk is null)
            return 0;
        if (mood == Mood.Dropping && random.Next(60) == 0)
        {
            Close();
            return 0;
        }
        if (mood != Mood.Mute)
            desk.Tick(wall.Now, answers);
        var left = (int)answers.Length - read;
        if (left == 0)
        {
            if (desk.IsClosed)
                Close();
            return 0;
        }
        // As the network pleases: a few bytes, or many.
        var count = Math.Min(left, Math.Min(into.Length, mood == Mood.Slow ? random.Next(0, 40) : random.Next(1, 4_000)));
        answers.GetBuffer().AsSpan(read, count).CopyTo(into);
        read += count;
        return count;
    }
}
