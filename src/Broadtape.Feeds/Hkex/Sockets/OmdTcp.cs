using System.Net;
using System.Net.Sockets;

namespace Broadtape.Feeds.Hkex;

/// <summary>A connection to a retransmission server that never waits.</summary>
sealed class OmdTcp(IReadOnlyList<IPEndPoint> servers) : IOmdConnection, IDisposable
{
    Socket? socket;
    bool connected;

    public OmdConnectionState State
    {
        get
        {
            if (socket is null)
                return OmdConnectionState.Closed;
            if (connected)
                return OmdConnectionState.Open;
            if (!socket.Poll(0, SelectMode.SelectWrite))
                return OmdConnectionState.Opening;
            connected = socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is 0 && socket.Connected;
            if (connected)
                return OmdConnectionState.Open;
            Close();
            return OmdConnectionState.Closed;
        }
    }

    public void Open(int server)
    {
        Close();
        socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false, NoDelay = true };
        try
        {
            socket.Connect(servers[server]);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            // That is what beginning to connect looks like.
        }
        catch (SocketException)
        {
            // Refused at once: the state says closed, and the next server is tried.
            Close();
        }
    }

    public bool TrySend(ReadOnlySpan<byte> bytes)
    {
        if (socket is null)
            return false;
        var sent = socket.Send(bytes, SocketFlags.None, out var error);
        if (error == SocketError.Success && sent == bytes.Length)
            return true;
        Close();
        return false;
    }

    public int Receive(Span<byte> into)
    {
        if (socket is null || into.IsEmpty)
            return 0;
        var count = socket.Receive(into, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return 0;
        if (error == SocketError.Success && count > 0)
            return count;
        Close();
        return 0;
    }

    public void Close()
    {
        socket?.Dispose();
        (socket, connected) = (null, false);
    }

    public void Dispose() => Close();
}
