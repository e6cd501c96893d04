using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// The multicast groups of a feed, received by one thread into one ring. A refresh channel's groups are joined while a snapshot is wanted,
/// and left when it is there.
/// </summary>
sealed class OmdMulticast : IDisposable
{
    /// <summary>Packets waiting to be folded: 24 MB, most of a second of the fastest burst.</summary>
    const int Slots = 16_384;

    const int PacketsInARow = 256;
    static readonly TimeSpan WaitAtMost = TimeSpan.FromMilliseconds(5);

    readonly List<Group> groups = [];
    readonly List<Socket> ready = [];
    readonly Dictionary<Socket, int> places;
    readonly Func<Moment> clock;
    readonly IPAddress address;
    readonly Thread thread;
    readonly PacketRing ring = new(Slots);
    volatile bool stopping;
    Exception? fault;

    OmdMulticast(OmdSession session, OmdSettings settings, Func<Moment> clock)
    {
        (this.clock, address) = (clock, settings.Interface);
        var receptions = session.DisasterRecovery is { } own ? session.Receptions.Append(own) : session.Receptions;
        foreach (var reception in receptions)
        {
            groups.Add(new(reception, OmdLine.A, false, Bind(reception.Settings.Lines.A, settings)));
            groups.Add(new(reception, OmdLine.B, false, Bind(reception.Settings.Lines.B, settings)));
            if (reception.Settings.Refresh is not { } refresh)
                continue;
            groups.Add(new(reception, OmdLine.A, true, Bind(refresh.A, settings)));
            groups.Add(new(reception, OmdLine.B, true, Bind(refresh.B, settings)));
        }
        places = groups.Index().ToDictionary(g => g.Item.Socket, g => g.Index);
        thread = new(Receive) { IsBackground = true, Name = "OMD-C multicast" };
    }

    /// <summary>Bytes of receive buffer the system gave the least of the sockets.</summary>
    internal int ReceiveBuffer => groups.Min(g => g.Socket.ReceiveBufferSize);

    internal long Dropped => ring.Dropped;

    /// <summary>Joins every group before the first packet is handed over. Throws <see cref="SocketException"/> where multicast is not to be had.</summary>
    internal static OmdMulticast Join(OmdSession session, OmdSettings settings, Func<Moment> clock)
    {
        var multicast = new OmdMulticast(session, settings, clock);
        try
        {
            foreach (var group in multicast.groups.Where(g => !g.IsRefresh))
                multicast.Join(group);
        }
        catch
        {
            multicast.Close();
            throw;
        }
        multicast.thread.Start();
        return multicast;
    }

    /// <summary>Hands what was received by the moment to the session.</summary>
    internal void Deliver(OmdSession session, Moment until)
    {
        while (ring.TryPeek(until, out var place, out var packet, out var received))
        {
            var group = groups[place];
            if (group.IsRefresh)
                session.TakeRefresh(group.Reception, group.Line, packet, received);
            else
                session.Take(group.Reception, group.Line, packet, received);
            ring.Done();
        }
        if (fault is not null)
            throw new IOException("receiving multicast broke off", fault);
    }

    void Receive()
    {
        try
        {
            while (!stopping)
            {
                ready.Clear();
                foreach (var group in groups)
                {
                    if (group.IsRefresh && group.IsJoined != group.Reception.Refresh.IsWanted)
                        (group.IsJoined ? (Action<Group>)Leave : Join)(group);
                    if (group.IsJoined)
                        ready.Add(group.Socket);
                }
                Socket.Select(ready, null, null, WaitAtMost);
                foreach (var socket in ready)
                    Drain(socket);
            }
        }
        catch (Exception e) when (!stopping)
        {
            // Told to the thread that folds, which stops loudly.
            fault = e;
        }
    }

    void Drain(Socket socket)
    {
        var place = places[socket];
        Span<byte> nowhere = stackalloc byte[PacketRing.SlotBytes];
        for (var i = 0; i < PacketsInARow; i++)
        {
            var room = ring.Room;
            if (room.IsEmpty)
            {
                if (socket.Receive(nowhere, SocketFlags.None, out var lost) < 0 || lost == SocketError.WouldBlock)
                    return;
                ring.Drop();
                continue;
            }
            var length = socket.Receive(room, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock)
                return;
            // A datagram longer than any packet is taken as far as it goes, and refused by its size.
            if (error is not (SocketError.Success or SocketError.MessageSize))
                throw new SocketException((int)error);
            ring.Put(place, length, clock());
        }
    }

    void Join(Group group)
    {
        group.Socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group.Address, address));
        group.IsJoined = true;
    }

    void Leave(Group group)
    {
        group.Socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.DropMembership, new MulticastOption(group.Address, address));
        group.IsJoined = false;
    }

    static Socket Bind(IPEndPoint group, OmdSettings settings)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        Enlarge(socket, settings.ReceiveBuffer);
        // Bound to the group, a socket hears nothing of the others on its port; Windows only binds to addresses of its own.
        socket.Bind(OperatingSystem.IsWindows() ? new(settings.Interface, group.Port) : group);
        return socket;
    }

    /// <summary>As large as the system allows; a privileged process is not held to the limit on Linux.</summary>
    static void Enlarge(Socket socket, int bytes)
    {
        socket.ReceiveBufferSize = bytes;
        if (!OperatingSystem.IsLinux() || socket.ReceiveBufferSize >= bytes || !Environment.IsPrivilegedProcess)
            return;
        const int SolSocket = 1;
        const int ReceiveBufferForce = 33;
        socket.SetRawSocketOption(SolSocket, ReceiveBufferForce, MemoryMarshal.AsBytes([bytes]));
    }

    void Close()
    {
        foreach (var group in groups)
            group.Socket.Dispose();
    }

    public void Dispose()
    {
        stopping = true;
        thread.Join();
        Close();
    }

    sealed class Group(OmdReception reception, OmdLine line, bool isRefresh, Socket socket)
    {
        internal OmdReception Reception => reception;
        internal OmdLine Line => line;
        internal bool IsRefresh => isRefresh;
        internal Socket Socket => socket;
        internal bool IsJoined { get; set; }
        internal IPAddress Address { get; } = AddressOf(reception, line, isRefresh);

        static IPAddress AddressOf(OmdReception reception, OmdLine line, bool isRefresh)
        {
            var groups = isRefresh ? reception.Settings.Refresh! : reception.Settings.Lines;
            return (line == OmdLine.A ? groups.A : groups.B).Address;
        }
    }
}
