using Microsoft.Win32.SafeHandles;

namespace Broadtape.Tape;

/// <summary>How many slabs all open days together may keep in memory.</summary>
sealed class SlabBudget(int most)
{
    /// <summary>80 MiB: the trades of a day of 50 million events, or 330 minutes of 18,000 instruments.</summary>
    internal const int Usual = 80 << 20 >> 18;

    internal int Used { get; set; }

    internal bool IsSpent => Used >= most;
}

/// <summary>
/// Memory in small pieces, handed out one after the other. At the budget's bound the oldest slab goes to a scratch file, from where it can
/// still be read but not written; a day keeps at least the slab it writes.
/// </summary>
sealed class Chunks(string scratch, SlabBudget budget) : IDisposable
{
    internal const int Bytes = 128;
    const int PerSlab = 2_048;
    const int SlabBytes = Bytes * PerSlab;

    readonly List<byte[]?> slabs = [];
    SafeFileHandle? file;
    int given;
    int spilled;

    internal int Give()
    {
        if (given % PerSlab == 0)
            slabs.Add(NewSlab());
        return given++;
    }

    /// <summary>False when it went to the scratch file.</summary>
    internal bool TryWrite(int chunk, out Span<byte> bytes)
    {
        bytes = slabs[chunk / PerSlab] is { } slab ? slab.AsSpan(chunk % PerSlab * Bytes, Bytes) : default;
        return bytes.Length > 0;
    }

    internal void Read(int chunk, Span<byte> into)
    {
        if (TryWrite(chunk, out var bytes))
            bytes.CopyTo(into);
        else if (RandomAccess.Read(file!, into[..Bytes], (long)chunk * Bytes) < Bytes)
            throw new TapeException(scratch, (long)chunk * Bytes, "the scratch file is cut off");
    }

    byte[] NewSlab()
    {
        if (!budget.IsSpent || spilled >= slabs.Count - 1)
        {
            budget.Used++;
            return new byte[SlabBytes];
        }
        var oldest = slabs[spilled]!;
        try
        {
            file ??= File.OpenHandle(scratch, FileMode.Create, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose);
            RandomAccess.Write(file, oldest, (long)spilled * SlabBytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new TapeException(scratch, (long)spilled * SlabBytes, $"the scratch file could not be written: {e.Message}", e);
        }
        slabs[spilled++] = null;
        Array.Clear(oldest);
        return oldest;
    }

    public void Dispose()
    {
        budget.Used -= slabs.Count - spilled;
        slabs.Clear();
        file?.Dispose();
    }
}
