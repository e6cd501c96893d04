using System.Buffers.Binary;
using System.IO.Hashing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape;

/// <summary>
/// The first 96 bytes of a bar file, little-endian: magic (4), version (4), market (4), day since 1970 (4), whether the tape had begun
/// before the day did (4), blocks (4), position until which the tape was read (8), where to resume and the release known there (16),
/// beginnings of the first and the last bar (16), bars (8), where the table of blocks lies and its checksum (16), checksum of all before (8).
/// </summary>
readonly record struct BarFileHeader(
    BarLength Length,
    Mic Market,
    LocalDate Day,
    bool IsWhole,
    Seal Seal,
    int Blocks,
    Moment First,
    Moment Last,
    long Bars,
    long TableAt,
    ulong TableChecksum
)
{
    internal const int Bytes = 96;
    const int ChecksumAt = Bytes - 8;
    const uint Version = 1;

    static readonly LocalDate Epoch = new(1970, 1, 1);

    static ReadOnlySpan<byte> MagicOf(BarLength length) => length == BarLength.Minute ? "BTBM"u8 : "BTBD"u8;

    internal void Write(Span<byte> into)
    {
        MagicOf(Length).CopyTo(into);
        BinaryPrimitives.WriteUInt32LittleEndian(into[4..], Version);
        BinaryPrimitives.WriteUInt32LittleEndian(into[8..], Market.Packed);
        BinaryPrimitives.WriteInt32LittleEndian(into[12..], Period.DaysBetween(Epoch, Day));
        BinaryPrimitives.WriteInt32LittleEndian(into[16..], IsWhole ? 1 : 0);
        BinaryPrimitives.WriteInt32LittleEndian(into[20..], Blocks);
        var at = 24;
        foreach (
            var value in (ReadOnlySpan<long>)
                [
                    Seal.Until,
                    Seal.Resume.Position,
                    Seal.Resume.Known.UnixNanoseconds,
                    First.UnixNanoseconds,
                    Last.UnixNanoseconds,
                    Bars,
                    TableAt,
                    (long)TableChecksum,
                ]
        )
        {
            BinaryPrimitives.WriteInt64LittleEndian(into[at..], value);
            at += sizeof(long);
        }
        BinaryPrimitives.WriteUInt64LittleEndian(into[ChecksumAt..], XxHash3.HashToUInt64(into[..ChecksumAt]));
    }

    /// <summary>False with the reason when no whole header of that length of bars begins here.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> from, BarLength length, out BarFileHeader header, out string reason)
    {
        (header, reason) = (default, "");
        if (from.Length < Bytes)
            reason = "the header is cut off";
        else if (!from.StartsWith(MagicOf(length)))
            reason = "this is not a file of such bars";
        else if (BinaryPrimitives.ReadUInt64LittleEndian(from[ChecksumAt..]) != XxHash3.HashToUInt64(from[..ChecksumAt]))
            reason = "the header's checksum does not hold";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(from[4..]) is var version && version != Version)
            reason = $"the format is version {version}, this build reads {Version}";
        else
        {
            header = new(
                length,
                new(BinaryPrimitives.ReadUInt32LittleEndian(from[8..])),
                Epoch.PlusDays(BinaryPrimitives.ReadInt32LittleEndian(from[12..])),
                BinaryPrimitives.ReadInt32LittleEndian(from[16..]) != 0,
                new(Long(from, 0), new(Long(from, 1), new(Long(from, 2)))),
                BinaryPrimitives.ReadInt32LittleEndian(from[20..]),
                new(Long(from, 3)),
                new(Long(from, 4)),
                Long(from, 5),
                Long(from, 6),
                (ulong)Long(from, 7)
            );
            return true;
        }
        return false;

        static long Long(ReadOnlySpan<byte> from, int at) => BinaryPrimitives.ReadInt64LittleEndian(from[(24 + at * sizeof(long))..]);
    }
}
