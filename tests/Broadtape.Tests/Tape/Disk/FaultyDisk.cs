using Broadtape.Tape.Disk;

namespace Broadtape.Tests.TapeTests;

enum DiskStep
{
    Open,
    Write,
    Flush,
    SetLength,
    Rename,
    Delete,
    FlushFolder,
}

/// <summary>
/// The system's disk, until it is told to fail: a step then throws, and a write has left half of its bytes. Nothing is flushed in truth.
/// </summary>
sealed class FaultyDisk : IDisk
{
    readonly SystemDisk disk = new(_ => { });

    /// <summary>Steps taken, those that failed with them.</summary>
    public int Steps { get; private set; }

    /// <summary>Whether a step fails, by its number and what it is.</summary>
    public Func<int, DiskStep, bool> Fails { get; set; } = (_, _) => false;

    public IDiskFile Open(string path, DiskOpening opening)
    {
        if (opening != DiskOpening.Read)
            Take(DiskStep.Open);
        return new FaultyFile(this, disk.Open(path, opening));
    }

    public void Rename(string from, string to)
    {
        Take(DiskStep.Rename);
        disk.Rename(from, to);
    }

    public void Delete(string path)
    {
        Take(DiskStep.Delete);
        disk.Delete(path);
    }

    public void CreateFolder(string folder) => disk.CreateFolder(folder);

    public void FlushFolder(string folder) => Take(DiskStep.FlushFolder);

    public bool Exists(string path) => disk.Exists(path);

    public IReadOnlyList<string> Files(string folder, string ending) => disk.Files(folder, ending);

    void Take(DiskStep step)
    {
        if (Fails(Steps++, step))
            throw new IOException("no space left on device");
    }

    sealed class FaultyFile(FaultyDisk owner, IDiskFile file) : IDiskFile
    {
        public long Length => file.Length;

        public int Read(Span<byte> into, long offset) => file.Read(into, offset);

        public void Write(ReadOnlySpan<byte> bytes, long offset)
        {
            try
            {
                owner.Take(DiskStep.Write);
            }
            catch (IOException)
            {
                file.Write(bytes[..(bytes.Length / 2)], offset);
                throw;
            }
            file.Write(bytes, offset);
        }

        public void SetLength(long length)
        {
            owner.Take(DiskStep.SetLength);
            file.SetLength(length);
        }

        public void Flush()
        {
            owner.Take(DiskStep.Flush);
            file.Flush();
        }

        public void Dispose() => file.Dispose();
    }
}
