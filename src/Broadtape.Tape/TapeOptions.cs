namespace Broadtape.Tape;

/// <param name="SegmentBytes">A segment that has grown to this is followed by a new one; the last one is checked whole at every opening.</param>
/// <param name="CheckpointsMost">Beyond it, every second of the older half is dropped; at least 4.</param>
public sealed record TapeOptions(long SegmentBytes = 64 << 20, int CheckpointsMost = 512);
