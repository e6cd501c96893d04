namespace Broadtape.Feeds.Hkex;

/// <summary>A message in a packet: its number in the channel's day, its type, and its bytes from the message header on.</summary>
readonly ref struct OmdMessage(uint number, Span<byte> bytes)
{
    /// <summary>MsgSize and MsgType.</summary>
    internal const int HeaderSize = 4;

    internal uint Number => number;
    internal ushort Type => Bytes.U16(2);
    internal Span<byte> Bytes { get; } = bytes;
}
