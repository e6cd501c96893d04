using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Broadtape.Tape;

/// <summary>Numbers in one to ten bytes, seven bits each, the least first; signed ones by zigzag. Their sums and differences wrap around.</summary>
static class Varint
{
    internal const int BytesMost = 10;

    internal static void Write(IBufferWriter<byte> into, ulong value) => into.Advance(Write(into.GetSpan(BytesMost), value));

    /// <summary>How many bytes it took.</summary>
    internal static int Write(Span<byte> into, ulong value)
    {
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            into[count++] = (byte)(value | 0x80);
        into[count++] = (byte)value;
        return count;
    }

    internal static int WriteSigned(Span<byte> into, long value) => Write(into, Zigzag(value));

    internal static int Length(ulong value) => (BitOperations.Log2(value | 1) + 7) / 7;

    /// <summary>Reads at a place and moves it behind; throws <see cref="InvalidDataException"/> when the bytes end or the number does not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Read(ReadOnlySpan<byte> bytes, ref int at)
    {
        if ((uint)at >= (uint)bytes.Length)
            throw CutOff();
        ulong first = bytes[at++];
        return first < 0x80 ? first : ReadOn(bytes, ref at, first & 0x7F);
    }

    /// <summary>Reads at the front and takes it off.</summary>
    internal static ulong Read(ref ReadOnlySpan<byte> from)
    {
        var at = 0;
        var value = Read(from, ref at);
        from = from[at..];
        return value;
    }

    internal static long ReadSigned(ref ReadOnlySpan<byte> from) => Unzigzag(Read(ref from));

    static ulong ReadOn(ReadOnlySpan<byte> bytes, ref int at, ulong value)
    {
        for (var shift = 7; shift < 7 * BytesMost; shift += 7)
        {
            if ((uint)at >= (uint)bytes.Length)
                throw CutOff();
            ulong next = bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw new InvalidDataException("a number has no end");
    }

    internal static InvalidDataException CutOff() => new("numbers are cut off");

    internal static ulong Zigzag(long value) => (ulong)(value << 1 ^ value >> 63);

    internal static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
