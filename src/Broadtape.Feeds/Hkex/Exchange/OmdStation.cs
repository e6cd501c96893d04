using System.Net;
using System.Net.Sockets;
using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// The synthetic exchange on the network of this machine alone: multicast on the loopback interface with a lifetime of no hop, and a
/// retransmission server beside it. It is moved by the thread that moves the box; only the clients' connections have one of their own.
/// </summary>
sealed class OmdStation : IOmdLine, IDisposable
{
    const int ConnectionsMost = 16;

    readonly Socket sender = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    readonly Socket server = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { Blocking = false };
    readonly List<Client> clients = [];
    readonly OmdDeskRules rules = new([User]);
    readonly byte[] buffer = new byte[4_096];

    internal const string User = "BROADTAPE";

    /// <summary>Throws <see cref="SocketException"/> where multicast is not to be had.</summary>
    internal OmdStation()
    {
        sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastTimeToLive, 0);
        sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastLoopback, true);
        sender.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.Loopback.GetAddressBytes());
        sender.SendBufferSize = 4 << 20;
        sender.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        server.Listen(ConnectionsMost);
    }

    /// <summary>Where to ask again.</summary>
    internal IPEndPoint Retransmission => (IPEndPoint)server.LocalEndPoint!;

    public void Send(OmdOutlet outlet, OmdLine line, bool isRefresh, ReadOnlySpan<byte> packet, Moment at) =>
        sender.SendTo(packet, SocketFlags.None, outlet.EndPointOf(line, isRefresh));

    /// <summary>Answers who asks.</summary>
    internal void Serve(OmdExchange exchange, Moment now)
    {
        while (clients.Count < ConnectionsMost && server.Poll(0, SelectMode.SelectRead))
        {
            var socket = server.Accept();
            socket.Blocking = false;
            clients.Add(new(socket, new(rules, exchange.Histories, now)));
        }
        foreach (var client in clients)
            Serve(client, now);
        clients.RemoveAll(c => c.IsOver);
    }

    void Serve(Client client, Moment now)
    {
        while (client.Unsent == 0)
        {
            var count = client.Socket.Receive(buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                break;
            if (error != SocketError.Success || count == 0)
            {
                client.Desk.Leave();
                break;
            }
            client.Desk.Take(buffer.AsSpan(0, count), now, client.Answers);
        }
        client.Desk.Tick(now, client.Answers);
        client.Send();
        if (!client.Desk.IsClosed || client.Unsent > 0 && !client.IsBroken)
            return;
        client.Desk.Leave();
        client.Socket.Dispose();
        client.IsOver = true;
    }

    public void Dispose()
    {
        foreach (var client in clients)
            client.Socket.Dispose();
        server.Dispose();
        sender.Dispose();
    }

    sealed class Client(Socket socket, OmdDesk desk)
    {
        int sent;

        internal Socket Socket => socket;
        internal OmdDesk Desk => desk;
        internal MemoryStream Answers { get; } = new();
        internal bool IsOver { get; set; }
        internal bool IsBroken { get; private set; }
        internal int Unsent => (int)Answers.Length - sent;

        /// <summary>As much as the connection takes now; the client is not read from until it has it all.</summary>
        internal void Send()
        {
            while (Unsent > 0)
            {
                var count = socket.Send(Answers.GetBuffer().AsSpan(sent, Unsent), SocketFlags.None, out var error);
                if (error == SocketError.WouldBlock)
                    return;
                if (error != SocketError.Success)
                {
                    IsBroken = true;
                    desk.Leave();
                    break;
                }
                sent += count;
            }
            Answers.SetLength(0);
            sent = 0;
        }
    }
}
