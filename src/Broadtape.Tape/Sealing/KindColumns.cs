using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Broadtape.Tape.Sealing;

/// <summary>The columns of one kind, at the place that is read next: four of numbers, or one of 32 bytes an event.</summary>
struct KindColumns
{
    const int BytesAnEvent = EventColumns.NumbersAnEvent * sizeof(long);

    internal byte Kind;

    /// <summary>A number of it has its own before for each instrument.</summary>
    internal bool IsApart;

    int bytesAt;
    ColumnCursor a;
    ColumnCursor b;
    ColumnCursor c;
    ColumnCursor d;

    internal static KindColumns Open(ReadOnlySpan<byte> bytes, ref int at, byte kind)
    {
        var columns = new KindColumns { Kind = kind, bytesAt = -1 };
        if (EventColumns.IsNumbers(kind))
        {
            columns.a = ColumnCursor.Open(bytes, ref at);
            columns.b = ColumnCursor.Open(bytes, ref at);
            columns.c = ColumnCursor.Open(bytes, ref at);
            columns.d = ColumnCursor.Open(bytes, ref at);
            columns.IsApart = columns.a.IsApart || columns.b.IsApart || columns.c.IsApart || columns.d.IsApart;
            return columns;
        }
        var length = Varint.Read(bytes, ref at);
        if (length > (ulong)(bytes.Length - at))
            throw Varint.CutOff();
        columns.bytesAt = at;
        at += (int)length;
        return columns;
    }

    /// <summary>The numbers of its next event, where no instrument has its own.</summary>
    internal void Next(ReadOnlySpan<byte> bytes, Span<long> word)
    {
        if (bytesAt >= 0)
        {
            MemoryMarshal.Cast<byte, long>(bytes.Slice(bytesAt, BytesAnEvent)).CopyTo(word[EventColumns.NumbersAt..]);
            bytesAt += BytesAnEvent;
            return;
        }
        word[EventColumns.NumbersAt] = a.Next(bytes);
        word[EventColumns.NumbersAt + 1] = b.Next(bytes);
        word[EventColumns.NumbersAt + 2] = c.Next(bytes);
        word[EventColumns.NumbersAt + 3] = d.Next(bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Next(ReadOnlySpan<byte> bytes, Span<long> word, ref Numbers before)
    {
        word[EventColumns.NumbersAt] = a.IsApart ? a.Next(bytes, ref before[0]) : a.Next(bytes);
        word[EventColumns.NumbersAt + 1] = b.IsApart ? b.Next(bytes, ref before[1]) : b.Next(bytes);
        word[EventColumns.NumbersAt + 2] = c.IsApart ? c.Next(bytes, ref before[2]) : c.Next(bytes);
        word[EventColumns.NumbersAt + 3] = d.IsApart ? d.Next(bytes, ref before[3]) : d.Next(bytes);
    }
}
