using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>
/// The exchange's second site, which takes over once: a channel of its own says so, first that it will and then, to the end of the day,
/// that it has; in between there is nothing on any other.
/// </summary>
sealed class SecondSite(IOmdLines lines, Stretch? failover, Moment begins)
{
    internal const ushort Channel = 999;

    static readonly OmdOutlet Outlet = new(Channel, 0, 0);
    static readonly Duration SaysEvery = Duration.FromSeconds(2);

    readonly OmdPacketWriter writer = new(new byte[OmdPacketWriter.SizeMost]);
    uint number = 1;
    Moment said;

    /// <summary>Nothing is sent on other channels.</summary>
    internal bool IsMoving(double seconds) => failover is { } f && f.Holds(seconds);

    /// <summary>True once, when it has taken over.</summary>
    internal bool HasMoved(double seconds)
    {
        if (hasMoved || failover is not { } f || seconds < f.To)
            return false;
        return hasMoved = true;
    }

    bool hasMoved;

    internal void Tick(Moment now)
    {
        if (now - said < SaysEvery)
            return;
        said = now;
        var seconds = (now - begins).TotalSeconds;
        var sent = (ulong)(now.UnixNanoseconds / 1_000_000 * 1_000_000);
        if (failover is not { } f || seconds < f.From)
        {
            lines.Send(Outlet, writer.Finish(number - 1, sent), now);
            return;
        }
        writer.TryAdd(DisasterRecoverySignal.Type, DisasterRecoverySignal.Size, out var message);
        _ = new DisasterRecoverySignal(message) { Status = seconds < f.To ? 1u : 2u };
        lines.Send(Outlet, writer.Finish(number++, sent), now);
    }
}
