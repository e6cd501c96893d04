using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>Events that were on the tape and cannot be read any more. Nothing is served in their place.</summary>
/// <param name="File">Where they were.</param>
/// <param name="Position">Of the first of them.</param>
/// <param name="End">Of the first event behind them.</param>
/// <param name="After">Nothing released up to it is missing; null when the tape begins with the span.</param>
/// <param name="Until">They had been released by then.</param>
public sealed record MissingSpan(string File, long Position, long End, Moment? After, Moment Until, string Reason)
{
    public override string ToString() =>
        $"{File}: events {Position} to {End - 1} are missing, released {(After is { } after ? $"after {after}" : "at the beginning")} and by {Until}: {Reason}";
}

/// <summary>A read came upon events that are missing.</summary>
public sealed class MissingEventsException(MissingSpan span) : TapeException(span.File, 0, span.ToString())
{
    public MissingSpan Span => span;
}
