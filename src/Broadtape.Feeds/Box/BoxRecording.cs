using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>The synthetic exchange's Hong Kong market, written down as it would go over the wire: OMD-C on both lines, in a capture.</summary>
public static class BoxRecording
{
    /// <summary>Runs the box to the moment and returns how many packets were written. Events of other markets are not in it.</summary>
    public static long Write(Box box, InstrumentMaster master, System.IO.Stream into, Moment until)
    {
        using var file = new PcapWriter(into);
        var capture = new OmdCapture(file);
        var sender = new OmdSender(master, capture);
        box.Advance(until, sender);
        sender.Flush();
        return capture.Packets;
    }
}
