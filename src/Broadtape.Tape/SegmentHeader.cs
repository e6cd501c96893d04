using System.Buffers.Binary;
using System.IO.Hashing;

namespace Broadtape.Tape;

/// <summary>
/// What every segment begins with: what it is, open or sealed, and where it belongs. Little-endian: magic (4), version (4), position of its
/// first event (8), running release before it (8), checksum of the fields before (8).
/// </summary>
readonly record struct SegmentHeader(long First, long ReleaseBefore, bool IsSealed = false)
{
    internal const int Bytes = 32;

    /// <summary>Version of the tape's format: of segments, blocks and events.</summary>
    const uint Version = 1;
    const int ChecksumAt = 24;

    static ReadOnlySpan<byte> OpenMagic => "BTTP"u8;
    static ReadOnlySpan<byte> SealedMagic => "BTTS"u8;

    internal void Write(Span<byte> header)
    {
        (IsSealed ? SealedMagic : OpenMagic).CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt64LittleEndian(header[8..], First);
        BinaryPrimitives.WriteInt64LittleEndian(header[16..], ReleaseBefore);
        BinaryPrimitives.WriteUInt64LittleEndian(header[ChecksumAt..], XxHash3.HashToUInt64(header[..ChecksumAt]));
    }

    /// <summary>False with a reason; <paramref name="foreign"/> when no write of ours, however it was cut short, could leave such bytes.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, bool isSealed, out SegmentHeader header, out bool foreign, out string reason)
    {
        (header, foreign, reason) = (default, false, "");
        var magic = isSealed ? SealedMagic : OpenMagic;
        if (!bytes.ContainsAnyExcept((byte)0))
            reason = "the segment's header was never written";
        else if (!bytes.StartsWith(magic[..Math.Min(bytes.Length, magic.Length)]))
            (foreign, reason) = (true, "this is not a segment of a tape");
        else if (bytes.Length < Bytes)
            reason = "the segment's header is cut off";
        else if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]) is var version && version != Version)
            (foreign, reason) = (true, $"the tape's format is version {version}, this build reads {Version}");
        else if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[ChecksumAt..]) != XxHash3.HashToUInt64(bytes[..ChecksumAt]))
            reason = "the checksum of the segment's header does not hold";
        else
        {
            header = new(BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]), BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), isSealed);
            return true;
        }
        return false;
    }
}
