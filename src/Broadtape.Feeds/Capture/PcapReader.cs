using System.Buffers.Binary;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>
/// Classic pcap, microseconds or nanoseconds, either byte order, or pcap-ng, read packet by packet; of Ethernet, IPv4 and UDP only the payload is
/// handed on, other packets are passed over.
/// </summary>
sealed class PcapReader(Stream stream, string file) : IDisposable
{
    const int GlobalHeader = 24;
    const int RecordHeader = 16;
    const int EthernetLink = 1;

    /// <summary>No packet of a market is longer; a longer one is damage.</summary>
    const int PacketMost = 1 << 18;

    readonly byte[] header = new byte[GlobalHeader];
    byte[] packet = new byte[2048];
    bool begun;
    bool swapped;
    bool nanoseconds;
    long offset;
    PcapNg? blocks;

    /// <summary>Read to tell the form of the capture, and to be read again by it.</summary>
    int ahead;

    /// <summary>Where the packet last read begins.</summary>
    internal long PacketOffset { get; private set; }

    /// <summary>Where the packet last read was sent: IPv4 address and port.</summary>
    internal (uint Address, ushort Port) Destination { get; private set; }

    /// <summary>The next UDP payload and when it was captured; false at the end. Throws <see cref="CaptureException"/>.</summary>
    internal bool TryRead(out Moment captured, out ReadOnlySpan<byte> payload)
    {
        captured = default;
        payload = default;
        if (!begun)
            Begin();
        while (blocks is not null)
        {
            PacketOffset = offset;
            if (!blocks.TryRead(Fill, ref offset, out var time, out var frame))
                return false;
            captured = new(time);
            if (TryUdp(frame, out payload))
                return true;
        }
        while (true)
        {
            PacketOffset = offset;
            var got = Fill(header.AsSpan(0, RecordHeader));
            if (got == 0)
                return false;
            if (got < RecordHeader)
                throw new CaptureException(file, PacketOffset, $"the packet's header is cut off after {got} bytes");
            var length = Word(header.AsSpan(8));
            if (length > PacketMost)
                throw new CaptureException(file, PacketOffset, $"a packet of {length} bytes cannot be");
            if (packet.Length < length)
                packet = new byte[length];
            got = Fill(packet.AsSpan(0, (int)length));
            if (got < length)
                throw new CaptureException(file, PacketOffset, $"the packet is cut off: {got} of {length} bytes");
            captured = new(Word(header) * 1_000_000_000L + Word(header.AsSpan(4)) * (nanoseconds ? 1L : 1_000L));
            if (TryUdp(packet.AsSpan(0, (int)length), out payload))
                return true;
        }
    }

    void Begin()
    {
        begun = true;
        var got = Fill(header.AsSpan(0, sizeof(uint)));
        if (got == sizeof(uint) && BinaryPrimitives.ReadUInt32LittleEndian(header) == PcapNg.SectionHeader)
        {
            (blocks, ahead, offset) = (new(file), got, 0);
            return;
        }
        got += Fill(header.AsSpan(got));
        if (got < GlobalHeader)
            throw new CaptureException(file, 0, "this is no capture: it is shorter than a capture's header");
        (swapped, nanoseconds) = BinaryPrimitives.ReadUInt32LittleEndian(header) switch
        {
            0xA1B2C3D4 => (false, false),
            0xD4C3B2A1 => (true, false),
            0xA1B23C4D => (false, true),
            0x4D3CB2A1 => (true, true),
            var magic => throw new CaptureException(file, 0, $"this is no capture, neither pcap nor pcap-ng: it begins with {magic:x8}"),
        };
        if (Word(header.AsSpan(20)) is var link && link != EthernetLink)
            throw new CaptureException(file, 20, $"link type {link} is not Ethernet");
    }

    bool TryUdp(ReadOnlySpan<byte> frame, out ReadOnlySpan<byte> payload)
    {
        const int ethernet = 14;
        payload = default;
        var type = frame.Length >= ethernet ? BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) : 0;
        var ip = frame[Math.Min(ethernet, frame.Length)..];
        if (type == 0x8100 && frame.Length >= ethernet + 4)
        {
            type = BinaryPrimitives.ReadUInt16BigEndian(frame[16..]);
            ip = frame[(ethernet + 4)..];
        }
        if (type != 0x0800 || ip.Length < 20 || ip[9] != 17)
            return false;
        var ipHeader = (ip[0] & 0xF) * 4;
        if (ip.Length < ipHeader + 8)
            return false;
        var udp = ip[ipHeader..];
        var length = BinaryPrimitives.ReadUInt16BigEndian(udp[4..]);
        if (length < 8 || length > udp.Length)
            return false;
        payload = udp[8..length];
        Destination = (BinaryPrimitives.ReadUInt32BigEndian(ip[16..]), BinaryPrimitives.ReadUInt16BigEndian(udp[2..]));
        return true;
    }

    uint Word(ReadOnlySpan<byte> at) => swapped ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    int Fill(Span<byte> into)
    {
        var got = Math.Min(ahead, into.Length);
        header.AsSpan(0, got).CopyTo(into);
        ahead -= got;
        into = into[got..];
        try
        {
            got += stream.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ZstdSharp.ZstdException)
        {
            throw new CaptureException(file, offset, $"cannot be unpacked further: {e.Message}");
        }
        offset += got;
        return got;
    }

    public void Dispose() => stream.Dispose();
}
