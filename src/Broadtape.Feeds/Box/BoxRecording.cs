using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>The synthetic exchange's Hong Kong market, written down as it would go over the wire: OMD-C on both lines, in a capture.</summary>
public static class BoxRecording
{
    /// <summary>
    /// Runs the box to the moment and returns how many packets were written. Events of other markets are not in it; what goes wrong on the
    /// lines goes wrong before they are recorded.
    /// </summary>
    public static long Write(Box box, InstrumentMaster master, BoxFaults faults, System.IO.Stream into, Moment until)
    {
        using var file = new PcapWriter(into);
        var capture = new OmdCapture(file);
        var lines = new FaultyLines(faults.Lines, capture);
        var sender = new OmdSender(master, lines);
        box.Advance(until, sender);
        sender.Flush();
        lines.Flush(until);
        return capture.Packets;
    }
}
