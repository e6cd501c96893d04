using Broadtape.Market;

namespace Broadtape.Tape;

public sealed partial class Tape
{
    /// <summary>
    /// Lets whole sealed segments go whose events had all been released before a moment, and the checkpoints before them; what a board needs
    /// to begin with, the first checkpoint behind, stays. The tape then <see cref="Begins"/> there. The number of events that went. Any thread.
    /// </summary>
    public long Forget(Moment before)
    {
        lock (sealing)
        {
            // Whoever asks for the moment itself still needs the checkpoint before it.
            if (checkpoints.Nearest(PositionAt(before)) is not { } needed || ToForget(needed) is not { Count: > 0 } going)
                return 0;
            var first = EndOf(going[^1]);
            var beginsAt = checkpoints.FirstFrom(first)!.Value;
            long gone;
            lock (changing)
            {
                gone = first - extent.First;
                extent = extent.Replacing(0, extent.Holding(first), []);
                extent = extent with { Begins = BeginsOf(beginsAt) };
                segments.RemoveAll(going.Contains);
                contents = contents with { First = first, BeginsAt = beginsAt };
            }
            SettleFiles(going);
            return gone;
        }
    }

    List<Segment> ToForget(long needed)
    {
        lock (changing)
            return [.. segments.TakeWhile(s => s.IsSealed && s != segments[^1] && EndOf(s) <= needed)];
    }

    long EndOf(Segment segment) => segments[segments.IndexOf(segment) + 1].First;
}
