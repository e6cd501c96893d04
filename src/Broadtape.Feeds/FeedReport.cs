using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>How a live feed stands, for its operator; a copy made when asked for, from any thread.</summary>
/// <param name="ReceiveBuffer">Bytes the system gave each socket.</param>
/// <param name="ReceiveBufferAsked">Bytes asked for.</param>
/// <param name="Dropped">Packets dropped because they were not folded fast enough.</param>
/// <param name="Waiting">Messages about instruments that are not defined yet.</param>
/// <param name="Undefined">Messages dropped because their instrument was never defined.</param>
/// <param name="Retransmission">Null where no service is configured.</param>
public sealed record FeedReport(
    string Name,
    int ReceiveBuffer,
    int ReceiveBufferAsked,
    long Dropped,
    int Waiting,
    long Undefined,
    IReadOnlyList<FeedChannelReport> Channels,
    RetransmissionReport? Retransmission
)
{
    internal static FeedReport Of(string name, OmdLive live) =>
        new(
            name,
            live.ReceiveBuffer,
            live.ReceiveBufferAsked,
            live.Dropped,
            live.Translator.Parked,
            live.Translator.Undefined,
            [.. live.Session.Receptions.Select(FeedChannelReport.Of)],
            live.Session.Retransmission is { } service ? RetransmissionReport.Of(service) : null
        );
}

/// <summary>How one channel stands.</summary>
/// <param name="State">silent, live, waiting, asking, refreshing, stale or dead.</param>
/// <param name="Since">When it came to stand so, on the market's clock.</param>
/// <param name="Heard">When anything last came; null when nothing did.</param>
/// <param name="Next">The number expected next.</param>
/// <param name="Refused">Packets refused, by reason; those of no packet are left out.</param>
/// <param name="Gaps">Times that neither line brought a message in time.</param>
/// <param name="Lost">Messages passed over for good.</param>
/// <param name="Snapshots">Refresh cycles taken whole.</param>
/// <param name="BrokenSnapshots">Refresh cycles thrown away.</param>
public sealed record FeedChannelReport(
    int Id,
    string State,
    Moment Since,
    Moment? Heard,
    long Next,
    long Messages,
    long PacketsA,
    long PacketsB,
    long Retransmitted,
    long Duplicates,
    long Heartbeats,
    IReadOnlyDictionary<string, long> Refused,
    long Gaps,
    long Lost,
    long Resets,
    long Snapshots,
    long BrokenSnapshots
)
{
    internal static FeedChannelReport Of(OmdReception reception)
    {
        var (channel, counters) = (reception.Channel, reception.Channel.Counters);
        return new(
            reception.Id,
            Word(reception.State),
            reception.Since,
            channel.Heard,
            channel.Next,
            counters.Messages,
            counters.PacketsOf(OmdLine.A),
            counters.PacketsOf(OmdLine.B),
            counters.PacketsOf(OmdLine.Retransmission),
            counters.Duplicates,
            counters.Heartbeats,
            Enum.GetValues<OmdRefusal>().Where(r => counters.RefusedFor(r) > 0).ToDictionary(Word, counters.RefusedFor),
            counters.Gaps,
            counters.Lost,
            counters.Resets,
            reception.Refresh.Taken,
            reception.Refresh.Broken
        );
    }

    internal static string Word<T>(T value)
        where T : struct, Enum => value.ToString() is var name ? char.ToLowerInvariant(name[0]) + name[1..] : "";
}

/// <summary>How the retransmission service stands.</summary>
/// <param name="State">idle, connecting, loggingOn, ready, asked, receiving, backingOff, exhausted or refused.</param>
/// <param name="Server">Place of the server in the configuration, from 0.</param>
/// <param name="UsedToday">Requests of the day's 1,000.</param>
/// <param name="IsAlarming">From the 800th on.</param>
/// <param name="Lies">Answers to what was not asked.</param>
public sealed record RetransmissionReport(
    string State,
    int Server,
    int UsedToday,
    bool IsAlarming,
    long Requests,
    long Messages,
    long Refusals,
    long LogonsRefused,
    long Failures,
    long Lies
)
{
    internal static RetransmissionReport Of(OmdRetransmission service) =>
        new(
            FeedChannelReport.Word(service.State),
            service.Server,
            service.Quota.Used,
            service.Quota.IsAlarming,
            service.Counters.Requests,
            service.Counters.Messages,
            service.Counters.Refusals,
            service.Counters.LogonsRefused,
            service.Counters.Failures,
            service.Counters.Lies
        );
}
