namespace Broadtape.Newsroom;

/// <summary>What an import took, left as it was, and refused, each refusal with file, line and reason.</summary>
public sealed record ImportReport(int Taken, int Unchanged, IReadOnlyList<string> Refused)
{
    public override string ToString() =>
        $"{Taken} taken, {Unchanged} unchanged, {Refused.Count} refused" + string.Concat(Refused.Select(r => $"\n  {r}"));
}

/// <summary>A text the newsroom does not take; the message names line and reason.</summary>
public sealed class ImportException(string file, int line, string reason) : Exception($"{file}, line {line}: {reason}");

/// <summary>What the newsroom asks of whoever knows the instruments.</summary>
public interface IInstrumentNames
{
    /// <summary>Names and codes in a text, left to right, longest first where they overlap.</summary>
    IReadOnlyList<(int Start, int Length, string Symbol)> Find(string text);

    bool Knows(string symbol);
}
