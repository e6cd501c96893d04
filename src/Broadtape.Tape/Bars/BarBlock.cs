using System.Buffers.Binary;
using System.Text;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>
/// A row of a bar file's table: the block's first instrument, where it lies, how long it is packed and unpacked, and the checksum of its
/// packed bytes. In a block, sections follow each other: length (4), instrument (24), the section.
/// </summary>
readonly record struct BarBlock(InstrumentId First, long Offset, int Packed, int Raw, ulong Checksum)
{
    internal const int Bytes = InstrumentBytes + 24;

    /// <summary>Market (4), code with zeros behind it (16), listing in days since 1970 (4).</summary>
    internal const int InstrumentBytes = 24;

    static readonly LocalDate Epoch = new(1970, 1, 1);

    internal void Write(Span<byte> into)
    {
        Write(into, First);
        BinaryPrimitives.WriteInt64LittleEndian(into[24..], Offset);
        BinaryPrimitives.WriteInt32LittleEndian(into[32..], Packed);
        BinaryPrimitives.WriteInt32LittleEndian(into[36..], Raw);
        BinaryPrimitives.WriteUInt64LittleEndian(into[40..], Checksum);
    }

    internal static BarBlock Read(ReadOnlySpan<byte> from) =>
        new(
            ReadInstrument(from),
            BinaryPrimitives.ReadInt64LittleEndian(from[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[32..]),
            BinaryPrimitives.ReadInt32LittleEndian(from[36..]),
            BinaryPrimitives.ReadUInt64LittleEndian(from[40..])
        );

    internal static void Write(Span<byte> into, InstrumentId id)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(into, id.Mic.Packed);
        into.Slice(4, InstrumentId.CodeLengthMax).Clear();
        Encoding.ASCII.GetBytes(id.Code, into[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(into[20..], Period.DaysBetween(Epoch, id.Listed));
    }

    internal static InstrumentId ReadInstrument(ReadOnlySpan<byte> from) =>
        new(
            new(BinaryPrimitives.ReadUInt32LittleEndian(from)),
            Encoding.ASCII.GetString(from.Slice(4, InstrumentId.CodeLengthMax).TrimEnd((byte)0)),
            Epoch.PlusDays(BinaryPrimitives.ReadInt32LittleEndian(from[20..]))
        );
}
