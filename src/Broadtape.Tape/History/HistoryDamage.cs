using NodaTime;

namespace Broadtape.Tape.History;

/// <summary>A file of the history that does not hold: what it held is missing, and is shown as missing.</summary>
/// <param name="From">First day it held; null when it held no days.</param>
public sealed record HistoryDamage(string File, string Reason, LocalDate? From, LocalDate? To)
{
    public override string ToString() => From is null ? $"{File}: {Reason}" : $"{File}: {Reason}; it held {From:uuuu-MM-dd} to {To:uuuu-MM-dd}";
}

/// <summary>The history cannot be written as it should be; the message names the file and the reason.</summary>
public sealed class HistoryException(string file, string reason, Exception? inner = null) : IOException($"{file}: {reason}", inner);
