using System.Buffers.Binary;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Writes a classic capture in nanoseconds: Ethernet, IPv4 and UDP around each payload, so that any tool can read it.</summary>
sealed class PcapWriter : IDisposable
{
    const int Ethernet = 14;
    const int Ip = 20;
    const int Udp = 8;
    const int Headers = Ethernet + Ip + Udp;
    const uint Source = 0x7F000001;

    readonly System.IO.Stream stream;
    readonly byte[] record = new byte[16 + Headers];

    internal PcapWriter(System.IO.Stream stream)
    {
        this.stream = stream;
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B23C4D);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], ushort.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        stream.Write(header);
    }

    /// <param name="address">IPv4, a multicast group.</param>
    internal void Write(Moment captured, uint address, ushort port, ReadOnlySpan<byte> payload)
    {
        var bytes = record.AsSpan();
        bytes.Clear();
        var length = Headers + payload.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)(captured.UnixNanoseconds / 1_000_000_000));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], (uint)(captured.UnixNanoseconds % 1_000_000_000));
        BinaryPrimitives.WriteInt32LittleEndian(bytes[8..], length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[12..], length);

        var frame = bytes[16..];
        BinaryPrimitives.WriteUInt32BigEndian(frame, 0x01005E00 | address >> 16 & 0x7F);
        BinaryPrimitives.WriteUInt16BigEndian(frame[4..], (ushort)address);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], 0x0800);

        var ip = frame[Ethernet..];
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(Ip + Udp + payload.Length));
        ip[8] = 1;
        ip[9] = 17;
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], Source);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], address);
        BinaryPrimitives.WriteUInt16BigEndian(ip[10..], Checksum(ip[..Ip]));

        var udp = ip[Ip..];
        BinaryPrimitives.WriteUInt16BigEndian(udp, port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(Udp + payload.Length));
        stream.Write(bytes);
        stream.Write(payload);
    }

    static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (var i = 0; i < header.Length; i += 2)
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        while (sum > ushort.MaxValue)
            sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }

    public void Dispose() => stream.Dispose();
}
