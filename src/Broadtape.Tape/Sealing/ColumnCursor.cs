using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace Broadtape.Tape.Sealing;

/// <summary>Reads a <see cref="NumberColumn"/> number by number.</summary>
struct ColumnCursor
{
    int at;
    bool isZero;
    long divisor;
    long following;

    /// <summary>The cursor at a column's first number; moves the place behind the column.</summary>
    internal static ColumnCursor Open(ReadOnlySpan<byte> bytes, ref int at)
    {
        var cursor = new ColumnCursor { IsApart = Varint.Read(bytes, ref at) == NumberColumn.Apart, divisor = (long)Varint.Read(bytes, ref at) };
        var length = Varint.Read(bytes, ref at);
        if (length > (ulong)(bytes.Length - at))
            throw Varint.CutOff();
        (cursor.at, cursor.isZero) = (at, length == 0);
        at += (int)length;
        return cursor;
    }

    /// <summary>Each instrument, or head, has its own number before.</summary>
    internal bool IsApart { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Next(ReadOnlySpan<byte> bytes) => Next(bytes, ref following);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Next(ReadOnlySpan<byte> bytes, ref long before)
    {
        if (isZero)
            return 0;
        var token = Varint.Read(bytes, ref at);
        if (token >= NumberColumn.Steps)
            return before = unchecked(before + divisor * Varint.Unzigzag(token - NumberColumn.Steps));
        return token == NumberColumn.Zero ? 0 : before = AsItIs(bytes);
    }

    long AsItIs(ReadOnlySpan<byte> bytes)
    {
        if (!BinaryPrimitives.TryReadInt64LittleEndian(bytes[at..], out var value))
            throw Varint.CutOff();
        at += sizeof(long);
        return value;
    }
}
