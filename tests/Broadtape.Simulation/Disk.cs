using Microsoft.Win32.SafeHandles;

namespace Broadtape.Simulation;

/// <summary>
/// The disk under a tape: it refuses now and then, with a part of what was to be written on it; and of what nobody was told is durable, a
/// death leaves what it likes.
/// </summary>
sealed class Disk(string folder, Random random, Death death)
{
    (string? File, long Bytes) durable;

    /// <summary>In a hundred.</summary>
    internal int Refusals { get; set; }

    string? Newest => Directory.GetFiles(folder, "*.tape").Order(StringComparer.Ordinal).LastOrDefault();

    /// <summary>The tape's flush.</summary>
    internal void Flush(SafeFileHandle file)
    {
        death.Step();
        if (random.Next(100) < Refusals)
        {
            // To who comes after, a write that failed in the middle looks like this.
            if (random.Next(2) == 0 && Newest is { } newest)
                RandomAccess.SetLength(file, Somewhere(newest));
            throw new IOException("the disk is full");
        }
        durable = (Newest, RandomAccess.GetLength(file));
        death.Step();
    }

    /// <summary>The power goes: bytes that were not yet durable are there, or not, or the file is longer than what was written of it.</summary>
    internal void Tear()
    {
        if (random.Next(3) > 0 && Newest is { } file && new FileInfo(file).Length is var length && Somewhere(file) is var kept && kept < length)
        {
            using var torn = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.SetLength(torn, kept);
            if (random.Next(2) == 0)
                RandomAccess.SetLength(torn, length);
        }
        // Checkpoints are never flushed: the newest may be anything.
        var checkpoints = Path.Combine(folder, "checkpoints");
        if (random.Next(4) == 0 && Directory.GetFiles(checkpoints).Order(StringComparer.Ordinal).LastOrDefault() is { } checkpoint)
        {
            using var torn = File.OpenHandle(checkpoint, FileMode.Open, FileAccess.ReadWrite);
            RandomAccess.SetLength(torn, random.NextInt64(RandomAccess.GetLength(torn) + 1));
        }
    }

    /// <summary>A length between what is durable and what was written.</summary>
    long Somewhere(string file)
    {
        var kept = file == durable.File ? durable.Bytes : 0;
        return kept + random.NextInt64(Math.Max(0, new FileInfo(file).Length - kept) + 1);
    }
}
