using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Broadtape.Tape.Sealing;

/// <summary>Numbers up to 63 bits in one to nine bytes, seven bits each, the least first.</summary>
static class Varint
{
    const int BytesMost = 9;

    internal static void Write(IBufferWriter<byte> into, ulong value)
    {
        var bytes = into.GetSpan(BytesMost);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
            bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        into.Advance(count);
    }

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
        throw new InvalidDataException("a number of the block has no end");
    }

    internal static InvalidDataException CutOff() => new("the block's columns are cut off");

    internal static ulong Zigzag(long value) => (ulong)(value << 1 ^ value >> 63);

    internal static long Unzigzag(ulong value) => (long)(value >> 1) ^ -(long)(value & 1);
}
