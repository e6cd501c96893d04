using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using Broadtape.Market;
using Broadtape.Tape.Disk;

namespace Broadtape.Tape;

/// <summary>
/// What a tape's sealed segments hold, in a file of its own beside them, so that nobody reads a day to learn its instruments. Lost or
/// damaged, it is made again from the segments. Little-endian: magic (4), version (4), the fields, count of listings (8), checksum of
/// all the rest (8), then for each listing its position (8) and the event.
/// </summary>
/// <param name="First">Position of the first event that is kept.</param>
/// <param name="BeginsAt">Position from which boards are known: <paramref name="First"/>, or after events have gone, a checkpoint's.</param>
/// <param name="UpTo">Position behind the last sealed event.</param>
/// <param name="Listings">All listings before <paramref name="UpTo"/>, also those whose segment has gone or is damaged.</param>
sealed record Contents(long First, long BeginsAt, long UpTo, IReadOnlyList<PlacedListing> Listings)
{
    const string FileName = "contents";
    const uint Version = 1;
    const int HeaderBytes = 48;
    const int ChecksumAt = 40;

    internal static Contents Empty { get; } = new(0, 0, 0, []);

    static ReadOnlySpan<byte> Magic => "BTCT"u8;

    internal static string PathIn(string folder) => Path.Combine(folder, FileName);

    internal void Write(IDisk disk, string folder)
    {
        var bytes = new byte[HeaderBytes + Listings.Count * PlacedListing.Bytes];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(4), Version);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), First);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), BeginsAt);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(24), UpTo);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Listings.Count);
        MemoryMarshal.AsBytes(Listings.ToArray().AsSpan()).CopyTo(bytes.AsSpan(HeaderBytes));
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(ChecksumAt), Checksum(bytes));
        disk.WriteWhole(PathIn(folder), bytes, durable: true);
    }

    /// <summary>What the file says; empty when there is none, and with a reason when it cannot be used.</summary>
    internal static Contents Read(IDisk disk, string folder, out string? damage)
    {
        damage = null;
        if (!disk.Exists(PathIn(folder)))
            return Empty;
        try
        {
            var bytes = disk.ReadWhole(PathIn(folder));
            if (bytes.Length < HeaderBytes || !bytes.AsSpan().StartsWith(Magic))
                damage = "this is no list of a tape's contents";
            else if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(ChecksumAt)) != Checksum(bytes))
                damage = "the checksum of the tape's contents does not hold";
            else if (BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) is var version && version != Version)
                damage = $"the format of the tape's contents is version {version}, this build reads {Version}";
            else
                return new(
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(16)),
                    BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(24)),
                    MemoryMarshal.Cast<byte, PlacedListing>(bytes.AsSpan(HeaderBytes)).ToArray()
                );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            damage = $"the tape's contents could not be read: {e.Message}";
        }
        return Empty;
    }

    static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        var hash = new XxHash3();
        hash.Append(bytes[..ChecksumAt]);
        hash.Append(bytes[HeaderBytes..]);
        return hash.GetCurrentHashAsUInt64();
    }
}

/// <summary>A listing and where it stands on the tape.</summary>
[StructLayout(LayoutKind.Sequential, Pack = 8)]
readonly record struct PlacedListing(long Position, MarketEvent Event)
{
    internal const int Bytes = sizeof(long) + MarketEvent.Bytes;
}
