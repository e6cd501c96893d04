namespace Broadtape.Tape;

/// <summary>Numbers in as many bytes as they need, seven bits a byte; signed ones by zigzag. Sums and differences of them wrap around.</summary>
static class Varints
{
    internal const int Most = 10;

    internal static int Write(Span<byte> into, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7)
            into[at++] = (byte)(value | 0x80);
        into[at++] = (byte)value;
        return at;
    }

    internal static int Write(Span<byte> into, long value) => Write(into, (ulong)(value << 1 ^ value >> 63));

    /// <summary>Throws <see cref="InvalidDataException"/> when the bytes end before the number does.</summary>
    internal static ulong Read(ref ReadOnlySpan<byte> from)
    {
        var value = 0UL;
        for (var at = 0; at < from.Length && at < Most; at++)
        {
            value |= (ulong)(from[at] & 0x7F) << 7 * at;
            if (from[at] >= 0x80)
                continue;
            from = from[(at + 1)..];
            return value;
        }
        throw new InvalidDataException("a number is cut off");
    }

    internal static long ReadSigned(ref ReadOnlySpan<byte> from) => Read(ref from) is var value ? (long)(value >> 1) ^ -(long)(value & 1) : 0;
}
