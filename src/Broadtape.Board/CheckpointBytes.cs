using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Broadtape.Board;

/// <summary>A checkpoint's bytes as this build lays quotes out; another layout is refused and computed again.</summary>
sealed class CheckpointWriter
{
    /// <summary>Raised when a field changes its meaning but not its size.</summary>
    internal const int Layout = 3;

    readonly ArrayBufferWriter<byte> bytes = new();

    internal CheckpointWriter()
    {
        Write(Layout);
        Write(Unsafe.SizeOf<Quote>());
        Write(Unsafe.SizeOf<MarketState>());
    }

    internal void Write<T>(in T value)
        where T : unmanaged => bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    internal void Write<T>(Span<T> values)
        where T : unmanaged
    {
        Write(values.Length);
        bytes.Write(MemoryMarshal.AsBytes(values));
    }

    internal void Write(string text)
    {
        Write(Encoding.ASCII.GetByteCount(text));
        Encoding.ASCII.GetBytes(text, bytes);
    }

    internal void WriteText(string text)
    {
        Write(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }

    internal byte[] Done() => bytes.WrittenSpan.ToArray();
}

ref struct CheckpointReader
{
    ReadOnlySpan<byte> left;

    internal static bool TryOpen(ReadOnlySpan<byte> bytes, out CheckpointReader reader)
    {
        reader = new() { left = bytes };
        return bytes.Length > 3 * sizeof(int)
            && reader.Read<int>() == CheckpointWriter.Layout
            && reader.Read<int>() == Unsafe.SizeOf<Quote>()
            && reader.Read<int>() == Unsafe.SizeOf<MarketState>();
    }

    internal T Read<T>()
        where T : unmanaged
    {
        var value = MemoryMarshal.Read<T>(left);
        left = left[Unsafe.SizeOf<T>()..];
        return value;
    }

    internal ReadOnlySpan<T> ReadSpan<T>()
        where T : unmanaged
    {
        var count = Read<int>();
        var size = count * Unsafe.SizeOf<T>();
        var values = MemoryMarshal.Cast<byte, T>(left[..size]);
        left = left[size..];
        return values;
    }

    internal string ReadUtf8()
    {
        var length = Read<int>();
        var text = Encoding.UTF8.GetString(left[..length]);
        left = left[length..];
        return text;
    }

    internal string ReadText()
    {
        var length = Read<int>();
        var text = Encoding.ASCII.GetString(left[..length]);
        left = left[length..];
        return text;
    }
}
