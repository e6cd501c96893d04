using Broadtape.Feeds.Hkex;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>A connection whose other end is the exchange's own desk, or one that misbehaves as it is told.</summary>
sealed class OmdServerInMemory(OmdWorld world) : IOmdConnection
{
    readonly MemoryStream answers = new();
    readonly List<byte[]> received = [];
    OmdDesk? desk;
    long read;

    /// <summary>Servers that cannot be connected to, by their place.</summary>
    public HashSet<int> Down { get; } = [];

    /// <summary>Takes every connection and never says a word.</summary>
    public bool IsMute { get; set; }

    /// <summary>Changes what the desk answers on its way.</summary>
    public Func<byte[], byte[]> Answers { get; set; } = a => a;

    public OmdDeskRules Rules { get; set; } = new(["BROADTAPE"]);

    /// <summary>Where was connected to, in order.</summary>
    public List<int> Opened { get; } = [];

    /// <summary>Everything the client sent.</summary>
    public IReadOnlyList<byte[]> Received => received;

    public OmdConnectionState State { get; private set; }

    public bool IsEchoing { get; set; } = true;

    public void Open(int server)
    {
        Close();
        Opened.Add(server);
        if (Down.Contains(server))
            return;
        State = OmdConnectionState.Open;
        desk = new(Rules, world.Histories, world.Now);
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
        received.Add(bytes.ToArray());
        if (!IsMute && (IsEchoing || bytes.Length > OmdPacket.HeaderSize))
            desk?.Take(bytes, world.Now, answers);
        return true;
    }

    public int Receive(Span<byte> into)
    {
        if (desk is null)
            return 0;
        if (!IsMute)
            desk.Tick(world.Now, answers);
        if (answers.Length == read)
        {
            if (desk.IsClosed)
                Close();
            return 0;
        }
        var waiting = answers.ToArray().AsSpan((int)read);
        // One packet at a time, so that a test can change each.
        var size = waiting[0] | waiting[1] << 8;
        read += size;
        var packet = Answers(waiting[..size].ToArray());
        packet.CopyTo(into);
        return packet.Length;
    }
}
