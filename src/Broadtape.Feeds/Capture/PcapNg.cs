using System.Buffers.Binary;

namespace Broadtape.Feeds;

/// <summary>
/// The block form of a capture: sections of either byte order, each with interfaces of their own resolution of time; packets in enhanced
/// blocks. Blocks of other kinds are passed over.
/// </summary>
sealed class PcapNg(string file)
{
    internal const uint SectionHeader = 0x0A0D0D0A;
    const uint InterfaceDescription = 1;
    const uint EnhancedPacket = 6;
    const uint ByteOrderMagic = 0x1A2B3C4D;
    const ushort ResolutionOption = 9;
    const int EnhancedHeader = 20;
    const int EthernetLink = 1;

    /// <summary>No block of a market's capture is longer; a longer one is damage.</summary>
    const int BlockMost = 1 << 20;

    readonly List<Interface> interfaces = [];
    byte[] block = new byte[4096];
    bool swapped;

    /// <summary>The next packet's frame and time in nanoseconds; false at the end.</summary>
    /// <param name="fill">Reads so many bytes, or as many as there are.</param>
    internal bool TryRead(Fill fill, ref long offset, out long nanoseconds, out ReadOnlySpan<byte> frame)
    {
        nanoseconds = 0;
        frame = default;
        Span<byte> head = stackalloc byte[12];
        while (true)
        {
            var begins = offset;
            var got = fill(head[..8]);
            if (got == 0)
                return false;
            if (got < 8)
                throw new CaptureException(file, begins, $"a block's header is cut off after {got} bytes");
            // A section's type reads the same either way, and its magic says which way the rest is written.
            var isSection = BinaryPrimitives.ReadUInt32LittleEndian(head) == SectionHeader;
            if (isSection)
            {
                if (fill(head[8..]) < 4)
                    throw new CaptureException(file, begins, "a section's header is cut off");
                swapped = BinaryPrimitives.ReadUInt32LittleEndian(head[8..]) switch
                {
                    ByteOrderMagic => false,
                    0x4D3C2B1A => true,
                    var magic => throw new CaptureException(file, begins + 8, $"a section says its byte order is {magic:x8}"),
                };
                interfaces.Clear();
            }
            var type = Word(head);
            var length = Word(head[4..]);
            var read = isSection ? 12 : 8;
            if (length < read + 4 || length % 4 != 0 || length > BlockMost)
                throw new CaptureException(file, begins, $"a block of {length} bytes cannot be");
            var left = (int)length - read;
            if (block.Length < left)
                block = new byte[left];
            if (fill(block.AsSpan(0, left)) is var filled && filled < left)
                throw new CaptureException(file, begins, $"the block is cut off: {filled + read} of {length} bytes");
            var body = block.AsSpan(0, left - 4);
            if (type == InterfaceDescription && !isSection)
                Describe(body, begins);
            if (type != EnhancedPacket || isSection)
                continue;
            if (body.Length < EnhancedHeader || Word(body[12..]) is var captured && captured > body.Length - EnhancedHeader)
                throw new CaptureException(file, begins, "a packet is longer than its block");
            var number = Word(body);
            if (number >= interfaces.Count)
                throw new CaptureException(file, begins, $"a packet of interface {number}, which is not described");
            nanoseconds = interfaces[(int)number].Nanoseconds((ulong)Word(body[4..]) << 32 | Word(body[8..]));
            frame = body.Slice(EnhancedHeader, (int)captured);
            return true;
        }
    }

    void Describe(ReadOnlySpan<byte> body, long begins)
    {
        if (body.Length < 8)
            throw new CaptureException(file, begins, "an interface's description is cut off");
        if (Half(body) is var link && link != EthernetLink)
            throw new CaptureException(file, begins, $"link type {link} is not Ethernet");
        byte resolution = 6;
        for (var options = body[8..]; options.Length >= 4; )
        {
            var (code, length) = (Half(options), Half(options[2..]));
            if (code == 0 || 4 + length > options.Length)
                break;
            if (code == ResolutionOption && length >= 1)
                resolution = options[4];
            options = options[Math.Min(options.Length, 4 + (length + 3) / 4 * 4)..];
        }
        interfaces.Add(new(resolution));
    }

    uint Word(ReadOnlySpan<byte> at) => swapped ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at);

    ushort Half(ReadOnlySpan<byte> at) => swapped ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at);

    /// <summary>Reads into the span as far as there is something; how far is returned.</summary>
    internal delegate int Fill(Span<byte> into);

    /// <param name="Resolution">A power of ten, or with the highest bit of two, of the parts of a second.</param>
    readonly record struct Interface(byte Resolution)
    {
        internal long Nanoseconds(ulong ticks)
        {
            UInt128 parts = 1;
            for (var i = 0; i < (Resolution & 0x7F); i++)
                parts *= (Resolution & 0x80) != 0 ? 2u : 10u;
            return (long)((UInt128)ticks * 1_000_000_000 / parts);
        }
    }
}
