namespace Broadtape.Market;

/// <summary>Reference data that cannot be trusted: the portal does not start with it.</summary>
/// <param name="line">1-based line of the file.</param>
public sealed class ReferenceException(string file, int line, string reason) : Exception($"{file}, line {line}: {reason}")
{
    public string File => file;
    public int Line => line;
    public string Reason => reason;
}
