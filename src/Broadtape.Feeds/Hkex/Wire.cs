using System.Buffers.Binary;
using System.Text;

namespace Broadtape.Feeds.Hkex;

/// <summary>Fields where they lie: little-endian, unaligned, text padded with what the sender felt like.</summary>
static class Wire
{
    /// <summary>An Int64 that says nothing: no value, no update.</summary>
    internal const long Null = long.MinValue;

    const char IdeographicSpace = '\u3000';

    internal static byte U8(this Span<byte> bytes, int at) => bytes[at];

    internal static void U8(this Span<byte> bytes, int at, byte value) => bytes[at] = value;

    internal static ushort U16(this Span<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(at, 2));

    internal static void U16(this Span<byte> bytes, int at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(bytes.Slice(at, 2), value);

    internal static uint U32(this Span<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(at, 4));

    internal static void U32(this Span<byte> bytes, int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(bytes.Slice(at, 4), value);

    internal static ulong U64(this Span<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes.Slice(at, 8));

    internal static void U64(this Span<byte> bytes, int at, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(bytes.Slice(at, 8), value);

    internal static short I16(this Span<byte> bytes, int at) => BinaryPrimitives.ReadInt16LittleEndian(bytes.Slice(at, 2));

    internal static void I16(this Span<byte> bytes, int at, short value) => BinaryPrimitives.WriteInt16LittleEndian(bytes.Slice(at, 2), value);

    internal static int I32(this Span<byte> bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.Slice(at, 4));

    internal static void I32(this Span<byte> bytes, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(bytes.Slice(at, 4), value);

    internal static long I64(this Span<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(at, 8));

    internal static void I64(this Span<byte> bytes, int at, long value) => BinaryPrimitives.WriteInt64LittleEndian(bytes.Slice(at, 8), value);

    /// <summary>ASCII without its padding, be it spaces or NUL.</summary>
    internal static string Ascii(this Span<byte> field) => Encoding.ASCII.GetString(field.TrimEnd(" \0"u8));

    /// <summary>Padded with spaces; what is too long is our bug.</summary>
    internal static void SetAscii(this Span<byte> field, string text)
    {
        var written = Encoding.ASCII.GetBytes(text, field);
        field[written..].Fill((byte)' ');
    }

    /// <summary>UTF-16 without its padding: U+3000, NUL and spaces, in any order.</summary>
    internal static string Utf16(this Span<byte> field) => Encoding.Unicode.GetString(field).TrimEnd(IdeographicSpace, '\0', ' ');

    /// <summary>Padded with NUL; what is too long is our bug.</summary>
    internal static void SetUtf16(this Span<byte> field, string text)
    {
        var written = Encoding.Unicode.GetBytes(text, field);
        field[written..].Clear();
    }
}
