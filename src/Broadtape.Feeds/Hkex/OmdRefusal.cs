namespace Broadtape.Feeds.Hkex;

/// <summary>Why a packet was not taken: nothing of it is, it is counted under its reason, and the line goes on.</summary>
enum OmdRefusal : byte
{
    None,

    /// <summary>Fewer bytes than a packet's header.</summary>
    HeaderCut,

    /// <summary>PktSize is below a header's or above what was received.</summary>
    SizeUnlike,

    /// <summary>A message's header or its MsgSize does not lie within the packet.</summary>
    MessageCut,

    /// <summary>MsgSize is below what the type has at the least, its entries counted.</summary>
    MessageShort,

    /// <summary>The messages end before PktSize does.</summary>
    BytesLeft,
}
