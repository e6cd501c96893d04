namespace Broadtape.Feeds.Hkex;

/// <summary>A stream to one of the retransmission servers. Nothing here waits: the caller asks again later.</summary>
interface IOmdConnection
{
    OmdConnectionState State { get; }

    /// <summary>Begins to connect; a connection there was is closed.</summary>
    void Open(int server);

    void Close();

    /// <summary>False when it did not go out whole; the connection is then of no more use.</summary>
    bool TrySend(ReadOnlySpan<byte> bytes);

    /// <summary>What has come, at most the span; 0 when nothing has.</summary>
    int Receive(Span<byte> into);
}

enum OmdConnectionState : byte
{
    Closed,
    Opening,
    Open,
}
