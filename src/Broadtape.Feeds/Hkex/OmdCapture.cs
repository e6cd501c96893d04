using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>Both lines into a capture, as a listener in the exchange's data centre would record them.</summary>
sealed class OmdCapture(PcapWriter capture) : IOmdWire
{
    internal long Packets { get; private set; }

    public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        foreach (var line in (ReadOnlySpan<OmdLine>)[OmdLine.A, OmdLine.B])
        {
            capture.Write(at, outlet.GroupOf(line), outlet.Port, packet);
            Packets++;
        }
    }
}
