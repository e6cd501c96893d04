namespace Broadtape.Tape;

/// <param name="SegmentBytes">A segment that has grown to this is followed by a new one; the last one is checked whole at every opening.</param>
/// <param name="CheckpointsMost">Beyond it, every second of the older half is dropped; at least 4.</param>
/// <param name="CheckpointBytesMost">Beyond it too: twice what a day of 50 million events needs, so that the newest day stays dense.</param>
/// <param name="HeldMost">
/// Events held in memory while the disk takes none (56 MB of them): from here on nothing more should be asked of the feeds. Whoever goes on
/// all the same is refused at twice as many.
/// </param>
public sealed record TapeOptions(
    long SegmentBytes = 64 << 20,
    int CheckpointsMost = 4_096,
    long CheckpointBytesMost = 2L << 30,
    int HeldMost = 1_000_000
);
