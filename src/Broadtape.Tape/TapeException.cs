namespace Broadtape.Tape;

/// <summary>The tape cannot be read or written as it should be; the message names the file, the byte offset and the reason.</summary>
public class TapeException(string file, long offset, string reason, Exception? inner = null) : IOException($"{file}, byte {offset}: {reason}", inner)
{
    public string File => file;
    public long Offset => offset;
    public string Reason => reason;
}
