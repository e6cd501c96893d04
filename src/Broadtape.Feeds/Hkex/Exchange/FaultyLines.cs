using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>Takes each line's packets for itself.</summary>
interface IOmdLine
{
    void Send(OmdOutlet outlet, OmdLine line, bool isRefresh, ReadOnlySpan<byte> packet, Moment at);
}

/// <summary>Two lines, each with the faults that were asked for.</summary>
sealed class FaultyLines(OmdFaults faults, IOmdLine onto) : IOmdLines, IOmdWire
{
    readonly Dictionary<(OmdOutlet Outlet, OmdLine Line), byte[]> delayed = [];
    Chance chance = new(faults.Seed, "lines");

    public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at) => Send(outlet, false, packet, at);

    public void SendRefresh(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at) => Send(outlet, true, packet, at);

    void Send(OmdOutlet outlet, bool isRefresh, ReadOnlySpan<byte> packet, Moment at)
    {
        if (faults.IsSilentAt(at))
            return;
        foreach (var line in (ReadOnlySpan<OmdLine>)[OmdLine.A, OmdLine.B])
        {
            if (faults.Dead == line || Happens(line == OmdLine.A ? faults.LossA : faults.LossB))
                continue;
            if (!isRefresh && Happens(faults.Reordered) && delayed.TryAdd((outlet, line), packet.ToArray()))
                continue;
            for (var copies = Happens(faults.Duplicates) ? 2 : 1; copies > 0; copies--)
                Put(outlet, line, isRefresh, packet, at);
            if (!isRefresh && delayed.Remove((outlet, line), out var late))
                Put(outlet, line, isRefresh, late, at);
        }
    }

    /// <summary>What is still on its way arrives.</summary>
    internal void Flush(Moment at)
    {
        foreach (var ((outlet, line), packet) in delayed)
            onto.Send(outlet, line, isRefresh: false, packet, at);
        delayed.Clear();
    }

    void Put(OmdOutlet outlet, OmdLine line, bool isRefresh, ReadOnlySpan<byte> packet, Moment at)
    {
        if (!Happens(faults.Corrupt))
        {
            onto.Send(outlet, line, isRefresh, packet, at);
            return;
        }
        // Where a checksum of the network would not catch it: in a length.
        var spoiled = packet.ToArray();
        spoiled[chance.Below(3)] ^= (byte)chance.Between(1, byte.MaxValue);
        onto.Send(outlet, line, isRefresh, spoiled, at);
    }

    bool Happens(int percent) => percent > 0 && chance.Below(100) < percent;
}
