using System.Buffers.Binary;
using System.IO.Hashing;
using Broadtape.Market;
using Microsoft.Win32.SafeHandles;
using ZstdSharp;

namespace Broadtape.Tape;

/// <summary>
/// Writes one file of bars: header, blocks, table of blocks. Under a name of its own until <see cref="Complete"/> has made all of it
/// durable and put it in its place. The same bars give the same bytes.
/// </summary>
sealed class BarFileWriter : IDisposable
{
    internal const string Unfinished = ".new";

    /// <summary>Bytes before packing beyond which a block ends: what reading one instrument unpacks.</summary>
    const int BlockBytes = 32 << 10;

    readonly string path;
    readonly SafeFileHandle file;
    readonly Compressor compressor = new(3);
    readonly List<BarBlock> blocks = [];
    readonly MemoryStream block = new();
    long offset = BarFileHeader.Bytes;
    InstrumentId first;
    long bars;
    Moment begins = Moment.Never;
    Moment ends = Moment.Beginning;

    internal BarFileWriter(string path)
    {
        this.path = path;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = File.OpenHandle(path + Unfinished, FileMode.Create, FileAccess.Write);
    }

    /// <summary>Instruments come in the order of <see cref="InstrumentOrder"/>; one without bars leaves nothing.</summary>
    internal void Add(InstrumentId id, IReadOnlyList<Bar> versions)
    {
        if (versions.Count == 0)
            return;
        if (block.Length == 0)
            first = id;
        (begins, ends) = (Moment.Min(begins, versions[0].Begins), Moment.Max(ends, versions[^1].Begins));
        bars += versions.Count;
        var section = BarSection.Encode(versions);
        Span<byte> head = stackalloc byte[sizeof(int) + BarBlock.InstrumentBytes];
        BinaryPrimitives.WriteInt32LittleEndian(head, section.Length);
        BarBlock.Write(head[sizeof(int)..], id);
        block.Write(head);
        block.Write(section);
        if (block.Length >= BlockBytes)
            EndBlock();
    }

    internal void Complete(BarLength length, OpenDay day)
    {
        EndBlock();
        var table = new byte[blocks.Count * BarBlock.Bytes];
        foreach (var (at, row) in blocks.Index())
            row.Write(table.AsSpan(at * BarBlock.Bytes));
        RandomAccess.Write(file, table, offset);
        var header = new byte[BarFileHeader.Bytes];
        new BarFileHeader(
            length,
            day.Market,
            day.Day,
            day.IsWhole,
            day.Seal!.Value,
            blocks.Count,
            bars == 0 ? default : begins,
            bars == 0 ? default : ends,
            bars,
            offset,
            XxHash3.HashToUInt64(table)
        ).Write(header);
        RandomAccess.Write(file, header, 0);
        RandomAccess.FlushToDisk(file);
        file.Dispose();
        File.Move(path + Unfinished, path, overwrite: true);
        FolderEntries.Flush(Path.GetDirectoryName(path)!);
    }

    void EndBlock()
    {
        if (block.Length == 0)
            return;
        var packed = compressor.Wrap(block.GetBuffer().AsSpan(0, (int)block.Length));
        RandomAccess.Write(file, packed, offset);
        blocks.Add(new(first, offset, packed.Length, (int)block.Length, XxHash3.HashToUInt64(packed)));
        offset += packed.Length;
        block.SetLength(0);
    }

    public void Dispose()
    {
        file.Dispose();
        compressor.Dispose();
    }
}
