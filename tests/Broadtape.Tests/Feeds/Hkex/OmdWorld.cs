using System.Net;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>
/// An exchange and a session on one virtual clock: channel 10 says nominal prices whose price is their number, its lines lose what the
/// test says, and the retransmission server behaves as the test says.
/// </summary>
sealed class OmdWorld : IOmdLines
{
    public static readonly Moment Open = Moment.Parse("2026-01-09T10:00+08:00");
    static readonly OmdOutlet Outlet = new(10, 0xEF010116, 51000);

    readonly OmdExchange exchange;
    uint said;

    public OmdWorld(bool hasServer = true, bool hasRefresh = true, OmdQuota? quota = null, int servers = 1, uint askMost = 5_000, Moment? from = null)
    {
        Now = from ?? Open;
        exchange = new(this, Duration.FromSeconds(5));
        Connection = new(this);
        var nowhere = new IPEndPoint(IPAddress.Loopback, 1);
        var settings = new OmdSettings
        {
            Market = Mic.Parse("XHKG"),
            Interface = IPAddress.Loopback,
            Channels = [new(10, new(nowhere, nowhere), hasRefresh ? new(nowhere, nowhere) : null)],
            Retransmission = hasServer ? new("BROADTAPE", [.. Enumerable.Repeat(nowhere, servers)]) : null,
            DisasterRecovery = new(99, new(nowhere, nowhere), null),
            AskMost = askMost,
        };
        Quota = quota ?? new(null);
        Session = new(settings, hasServer ? Connection : null, Quota, Heard);
    }

    public Moment Now { get; private set; }
    public OmdSession Session { get; }
    public OmdMirrorOfPrices Heard { get; } = new();
    public OmdServerInMemory Connection { get; }
    public OmdQuota Quota { get; }
    public OmdReception Channel => Session.Receptions[0];
    public IReadOnlyDictionary<ushort, OmdHistory> Histories => exchange.Histories;

    /// <summary>Whether a line brings what is sent on it now.</summary>
    public Func<OmdLine, bool> Brings { get; set; } = _ => true;

    public Func<OmdLine, bool> BringsRefresh { get; set; } = _ => true;

    /// <summary>Changes a refresh packet on its way.</summary>
    public int RefreshPackets { get; private set; }

    public void Reset() => Send(SequenceReset.Type, SequenceReset.Size, m => _ = new SequenceReset(m) { NewSeqNo = 1 }, 1);

    /// <summary>The next messages, packed three to a packet.</summary>
    public void Say(int count)
    {
        var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        while (count > 0)
        {
            var first = said + 1;
            for (var i = 0; i < Math.Min(3, count); i++)
            {
                writer.TryAdd(NominalPrice.Type, NominalPrice.Size, out var message);
                _ = new NominalPrice(message) { SecurityCode = ++said, Price = (int)said };
            }
            count -= Math.Min(3, count);
            exchange.Send(Outlet, writer.Finish(first, (ulong)Now.UnixNanoseconds), Now);
        }
    }

    /// <summary>The next messages, which no line brings.</summary>
    public void Lose(int count)
    {
        var brings = Brings;
        Brings = _ => false;
        Say(count);
        Brings = brings;
    }

    public void Wait(double seconds, double step = 0.01)
    {
        for (var left = seconds; left > 0; left -= step)
        {
            Now += Duration.FromSeconds(step);
            exchange.Tick(Now);
            Session.Tick(Now);
        }
    }

    /// <summary>What the session must have heard: every number to the newest, in order.</summary>
    public uint[] Everything => [.. Enumerable.Range(1, (int)said).Select(n => (uint)n)];

    public void SignalDisaster(uint status)
    {
        var writer = new OmdPacketWriter(new byte[64]);
        writer.TryAdd(DisasterRecoverySignal.Type, DisasterRecoverySignal.Size, out var message);
        _ = new DisasterRecoverySignal(message) { Status = status };
        Session.Take(Session.DisasterRecovery!, OmdLine.A, writer.Finish(++signals, 1), Now);
    }

    uint signals;

    void Send(ushort type, int size, OmdPacketSent fill, uint number)
    {
        var writer = new OmdPacketWriter(new byte[64]);
        writer.TryAdd(type, size, out var message);
        fill(message);
        said = 0;
        exchange.Send(Outlet, writer.Finish(number, (ulong)Now.UnixNanoseconds), Now);
    }

    void IOmdLines.Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        foreach (var line in new[] { OmdLine.A, OmdLine.B })
            if (Brings(line))
                Session.Take(Channel, line, packet.ToArray(), Now);
    }

    void IOmdLines.SendRefresh(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at)
    {
        RefreshPackets++;
        foreach (var line in new[] { OmdLine.A, OmdLine.B })
            if (BringsRefresh(line))
                Session.TakeRefresh(Channel, line, packet.ToArray(), Now);
    }
}
