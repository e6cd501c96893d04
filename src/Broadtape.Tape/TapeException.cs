namespace Broadtape.Tape;

/// <summary>The tape cannot be read or written as it should be; the message names the file, the byte offset and the reason.</summary>
public sealed class TapeException(string file, long offset, string reason, Exception? inner = null)
    : IOException($"{file}, byte {offset}: {reason}", inner)
{
    public string File => file;
    public long Offset => offset;
}

/// <summary>Bytes after the last whole block that were cut when the tape was opened: a write that was never acknowledged.</summary>
public sealed record TornTail(string File, long Offset, long Bytes, string Reason)
{
    public override string ToString() => $"{File}: {Bytes} bytes cut at byte {Offset}: {Reason}";
}

/// <summary>What a check of every stored byte found.</summary>
public sealed record TapeReport(int Segments, long Blocks, long Events, int Checkpoints, IReadOnlyList<string> Damage)
{
    public bool IsWhole => Damage.Count == 0;

    public override string ToString() =>
        $"{Segments} segments, {Blocks} blocks, {Events} events, {Checkpoints} checkpoints: "
        + (IsWhole ? "whole" : $"{Damage.Count} damaged\n{string.Join('\n', Damage)}");
}
