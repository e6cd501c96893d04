using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// The exchange's second site: at a time of the day the first falls silent, the channel of disaster recovery says so, and half a minute
/// later the second speaks in its place. What was said in between is known to it and goes out on the refresh channels; trades are in none.
/// </summary>
sealed class OmdSecondSite(LocalTime? takesOver, IOmdLines lines) : IOmdLines
{
    const uint UnderWay = 1;
    const uint Finished = 2;

    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];
    static readonly Duration Lasts = Duration.FromSeconds(30);
    static readonly Duration RepeatEvery = Duration.FromSeconds(2);

    /// <summary>Since midnight; the signal is repeated until then.</summary>
    static readonly LocalTime DayEnds = new(18, 30);

    readonly OmdPacketWriter writer = new(new byte[OmdPacketWriter.SizeMost]);
    uint number;
    Moment spoken;

    public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        if (StatusAt(at) != UnderWay)
            lines.Send(outlet, packet, at);
    }

    public void SendRefresh(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        if (StatusAt(at) != UnderWay)
            lines.SendRefresh(outlet, packet, at);
    }

    /// <summary>Time passes: the channel's signal while there is one to tell, else its heartbeat.</summary>
    internal void Tick(Moment now)
    {
        if (now - spoken < RepeatEvery)
            return;
        spoken = now;
        var status = StatusAt(now);
        if (status > 0)
        {
            writer.TryAdd(DisasterRecoverySignal.Type, DisasterRecoverySignal.Size, out var message);
            _ = new DisasterRecoverySignal(message) { Status = status };
            number++;
        }
        lines.Send(OmdOutlet.DisasterRecovery, writer.Finish(number, (ulong)(now.UnixNanoseconds / 1_000_000 * 1_000_000)), now);
    }

    /// <summary>0 while the first site is all there is.</summary>
    uint StatusAt(Moment now)
    {
        if (takesOver is not { } at)
            return 0;
        var local = now.In(Zone);
        if (local.TimeOfDay < at || local.TimeOfDay >= DayEnds)
            return 0;
        return now < Moment.From(local.Date + at, Zone) + Lasts ? UnderWay : Finished;
    }
}
