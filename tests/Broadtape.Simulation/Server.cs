using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>A retransmission server in its mood, at the other end of a connection that lives in memory.</summary>
sealed class Server(Random random, Mood mood, IReadOnlyDictionary<ushort, OmdHistory> histories, Func<Moment> now) : IOmdConnection
{
    readonly MemoryStream answers = new();
    readonly OmdDeskRules rules = new(["SIMULATION"]);
    OmdDesk? desk;
    int read;

    public OmdConnectionState State { get; private set; }

    public void Open(int server)
    {
        Close();
        if (mood == Mood.Refusing && server == 0 || mood == Mood.Dropping && random.Next(2) == 0)
            return;
        State = OmdConnectionState.Open;
        desk = new(rules, histories, now());
    }

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
        if (desk is null)
            return false;
        if (mood != Mood.Mute)
            desk.Take(bytes, now(), answers);
        return true;
    }

    public int Receive(Span<byte> into)
    {
        if (desk is null)
            return 0;
        if (mood == Mood.Dropping && random.Next(60) == 0)
        {
            Close();
            return 0;
        }
        if (mood != Mood.Mute)
            desk.Tick(now(), answers);
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
