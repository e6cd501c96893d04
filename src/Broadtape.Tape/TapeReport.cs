namespace Broadtape.Tape;

/// <summary>Bytes after the last whole block, cut when the tape is opened: a write that was never acknowledged.</summary>
public sealed record TornTail(string File, long Offset, long Bytes, string Reason)
{
    public override string ToString() => $"{File}, byte {Offset}: {Bytes} bytes of an unfinished write: {Reason}";
}

/// <summary>A place on the disk that does not hold.</summary>
public sealed record TapeDamage(string File, long Offset, string Reason)
{
    public override string ToString() => $"{File}, byte {Offset}: {Reason}";
}

/// <summary>What a check of every stored byte found.</summary>
/// <param name="Torn">A tail the next opening will cut; what a killed process leaves, and no damage. Null when there is none.</param>
public sealed record TapeReport(int Segments, int Sealed, long Blocks, long Events, int Checkpoints, TornTail? Torn, IReadOnlyList<TapeDamage> Damage)
{
    public bool IsWhole => Damage.Count == 0;

    public override string ToString()
    {
        var text = $"{Segments} segments ({Sealed} sealed), {Blocks} blocks, {Events} events, {Checkpoints} checkpoints: ";
        text += IsWhole ? "whole" : $"{Damage.Count} damaged\n{string.Join('\n', Damage)}";
        return Torn is null ? text : $"{text}\n{Torn}; the next opening cuts them";
    }
}
