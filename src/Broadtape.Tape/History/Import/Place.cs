namespace Broadtape.Tape.History.Import;

/// <summary>A row of one of an import's files.</summary>
/// <param name="File">Its place among the files given, from 0.</param>
/// <param name="Row">From 1, the header included.</param>
readonly record struct Place(int File, int Row);

/// <summary>A file is refused: nothing of the import is taken. The message names the file, the row and the reason.</summary>
public sealed class HistoryImportException(string file, int row, string reason) : Exception($"{file}, row {row}: {reason}")
{
    public string File => file;
    public int Row => row;
    public string Reason => reason;
}
