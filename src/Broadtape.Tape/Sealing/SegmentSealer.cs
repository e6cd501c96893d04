using Broadtape.Market;
using Broadtape.Tape.Disk;

namespace Broadtape.Tape.Sealing;

/// <summary>
/// Writes a closed segment's events again as a sealed one: aside, flushed, then renamed. Until then the open file is the tape's, and a kill
/// at any instant leaves one of the two.
/// </summary>
static class SegmentSealer
{
    /// <param name="end">Position behind the segment's last event.</param>
    /// <param name="release">Running release before its first.</param>
    /// <param name="read">Reads events from a position on.</param>
    internal static (Segment Segment, List<Stretch> Stretches) Seal(
        IDisk disk,
        string folder,
        long first,
        long end,
        long release,
        Func<long, Memory<MarketEvent>, int> read
    )
    {
        var path = Segment.PathOf(folder, first, Segment.SealedExtension);
        var aside = path + WholeFiles.Unfinished;
        var offsets = new List<(long Offset, long Position, long ReleaseBefore)>();
        try
        {
            using (var unfinished = Segment.BeginAside(disk, aside, first))
            {
                var buffer = new MarketEvent[Block.CountMax];
                for (var position = first; position < end; )
                {
                    var events = buffer.AsMemory(0, (int)Math.Min(buffer.Length, end - position));
                    for (var filled = 0; filled < events.Length; )
                        filled += read(position + filled, events[filled..]);
                    var (block, packed) = BlockPacking.Pack(position, Block.ReleaseAfter(release, events.Span), events.Span);
                    offsets.Add((unfinished.AppendUnflushed(block, release, packed), position, release));
                    (position, release) = (block.End, block.Release);
                }
                unfinished.Flush();
            }
            disk.Rename(aside, path);
            disk.FlushFolder(folder);
            var segment = Segment.Open(disk, path, DiskOpening.Read);
            return (segment, [.. offsets.Select(o => new Stretch(segment, o.Offset, o.Position, o.ReleaseBefore))]);
        }
        catch (Exception e) when (e is not TapeException && e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(path, 0, $"the segment could not be sealed: {e.Message}", e);
        }
    }
}
