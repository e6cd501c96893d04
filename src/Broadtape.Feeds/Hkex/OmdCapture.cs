using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>Both lines into a capture, as a listener in the exchange's data centre would record them.</summary>
sealed class OmdCapture(PcapWriter capture) : IOmdWire, IOmdLine
{
    internal long Packets { get; private set; }

    public void Send(OmdOutlet outlet, OmdLine line, bool isRefresh, ReadOnlySpan<byte> packet, Moment at)
    {
        capture.Write(at, outlet.GroupOf(line), outlet.Port, packet);
        Packets++;
    }

    public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        foreach (var line in (ReadOnlySpan<OmdLine>)[OmdLine.A, OmdLine.B])
            Send(outlet, line, isRefresh: false, packet, at);
    }
}
