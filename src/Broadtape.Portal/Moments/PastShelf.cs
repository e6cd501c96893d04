using System.IO.Hashing;
using System.Text;
using Broadtape.Portal.Operations;

namespace Broadtape.Portal.Moments;

/// <summary>A past page as it leaves the house.</summary>
/// <param name="Encoding">Of the body, as the header says it; empty without.</param>
sealed record PastPage(string ContentType, string Encoding, byte[] Body);

/// <summary>
/// Past pages on the disk, a file each, named by its tag. It holds at most <see cref="BytesMost"/>; when that is reached the pages kept
/// longest go, down to three quarters. A file that does not hold against its checksum is thrown away and the page drawn again; a disk
/// that refuses costs nothing but the drawing. Any thread.
/// </summary>
sealed class PastShelf
{
    public const long BytesMost = 1L << 30;

    const string Unfinished = ".new";

    readonly string folder;
    readonly long bytesMost;
    readonly Meters meters;
    readonly Lock thinning = new();
    long bytes;

    /// <param name="mark">Pages of another build or licence are nobody's any more and are deleted.</param>
    public PastShelf(string folder, HouseMark mark, Meters meters, long bytesMost = BytesMost)
    {
        this.folder = Path.Combine(folder, mark.Text[..16]);
        this.bytesMost = bytesMost;
        this.meters = meters;
        Directory.CreateDirectory(this.folder);
        foreach (var other in Directory.GetDirectories(folder).Where(d => d != this.folder))
            Directory.Delete(other, recursive: true);
        foreach (var left in Directory.GetFiles(this.folder, "*" + Unfinished))
            File.Delete(left);
        bytes = new DirectoryInfo(this.folder).EnumerateFiles().Sum(f => f.Length);
    }

    /// <summary>Null when it is not kept.</summary>
    public PastPage? Find(string tag)
    {
        try
        {
            var page = Read(File.ReadAllBytes(PathOf(tag)));
            if (page is null)
                Drop(new(PathOf(tag)));
            return page;
        }
        catch (IOException)
        {
            // It is not there, or was thinned out meanwhile.
            return null;
        }
    }

    public void Keep(string tag, PastPage page)
    {
        var (path, file) = (PathOf(tag), Write(page));
        var unfinished = $"{path}.{Environment.CurrentManagedThreadId}{Unfinished}";
        try
        {
            File.WriteAllBytes(unfinished, file);
            File.Move(unfinished, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            meters.NotKept();
            return;
        }
        if (Interlocked.Add(ref bytes, file.Length) > bytesMost)
            Thin();
    }

    void Thin()
    {
        lock (thinning)
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles().OrderBy(f => f.LastWriteTimeUtc).ToList())
            {
                if (Interlocked.Read(ref bytes) <= bytesMost / 4 * 3)
                    return;
                Drop(file);
            }
    }

    void Drop(FileInfo file)
    {
        var length = file.Length;
        file.Delete();
        Interlocked.Add(ref bytes, -length);
    }

    /// <summary>Checksum (8) of what follows: content type and encoding, a line each, then the body.</summary>
    static byte[] Write(PastPage page)
    {
        var head = Encoding.UTF8.GetBytes($"{page.ContentType}\n{page.Encoding}\n");
        byte[] told = [.. head, .. page.Body];
        return [.. XxHash3.Hash(told), .. told];
    }

    static PastPage? Read(byte[] file)
    {
        if (file.Length < 8 || !XxHash3.Hash(file.AsSpan(8)).AsSpan().SequenceEqual(file.AsSpan(0, 8)))
            return null;
        var told = file.AsSpan(8);
        var type = told.IndexOf((byte)'\n');
        var encoding = type + 1 + told[(type + 1)..].IndexOf((byte)'\n');
        return new(Encoding.UTF8.GetString(told[..type]), Encoding.UTF8.GetString(told[(type + 1)..encoding]), told[(encoding + 1)..].ToArray());
    }

    string PathOf(string tag) => Path.Combine(folder, tag);
}
