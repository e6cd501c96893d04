namespace Broadtape.Feeds;

/// <summary>A recording that cannot be read on; the message names file, byte offset and reason. What stood before it was handed over.</summary>
public sealed class CaptureException(string file, long offset, string reason) : IOException($"{file}, byte {offset}: {reason}")
{
    public string File => file;

    /// <summary>In the recording as unpacked.</summary>
    public long Offset => offset;
}
