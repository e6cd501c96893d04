using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Broadtape.Board;

/// <summary>Bytes of a checkpoint's parts, as this build lays its structs out.</summary>
sealed class CheckpointWriter
{
    readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>What was written; good until <see cref="Clear"/>.</summary>
    internal ReadOnlyMemory<byte> Written => bytes.WrittenMemory;

    internal void Clear() => bytes.ResetWrittenCount();

    internal void Write<T>(in T value)
        where T : unmanaged => bytes.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in value)));

    internal void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        Write(values.Length);
        bytes.Write(MemoryMarshal.AsBytes(values));
    }

    internal void WriteText(string text)
    {
        Write(Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, bytes);
    }
}

/// <summary>Reads what a <see cref="CheckpointWriter"/> of the same layout wrote.</summary>
ref struct CheckpointReader(ReadOnlySpan<byte> bytes)
{
    ReadOnlySpan<byte> left = bytes;

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

    internal string ReadText() => Encoding.UTF8.GetString(ReadSpan<byte>());
}
