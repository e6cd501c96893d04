using System.Net;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Clock;
using Broadtape.Stream;
using Broadtape.Tape;

namespace Broadtape.Simulation;

/// <summary>
/// One life of the portal between two kills: clock, session, tape, boards, gate and stream as they are, on the time, the network and the
/// disk of the simulation.
/// </summary>
sealed class Process : IDisposable
{
    /// <summary>Checkpoints kept; fewer than a run makes.</summary>
    internal const int CheckpointsMost = 6;

    readonly Wall wall;
    readonly RunningClock clock;
    MarketEvent[] events = [];

    internal Process(string folder, Rates rates, Wall wall, Disk disk, Death death, IOmdConnection connection, int life)
    {
        this.wall = wall;
        Tape = Broadtape.Tape.Tape.Open(Path.Combine(folder, "tape"), new(SegmentBytes: 40_000, CheckpointsMost), disk.Flush);
        clock = RunningClock.OfTheDay(wall, Tape.Ends);
        Acknowledged = Tape.Committed;
        var numbers = new InstrumentNumbers();
        numbers.Resume(Tape.Listings());
        Translator = new(numbers, EventSource.Omd, Exchange.Master);
        Translator.Receive(Tape, Now);
        Order = new(Translator);
        Session = new(Settings(rates), connection, new(Path.Combine(folder, "requests")), Order, resumes: Tape.Count > 0);
        Boards = new(Exchange.Master, new Log(Tape, death), Setting.Licence.Delays, Tape.Ends ?? Moment.Beginning, stride: 400);
        Gate = new(Setting.Licence, Setting.Timetables);
        Groups = [new("", $"{life}-", Viewer.Anonymous, [.. Exchange.Master.All]), new("", $"{life}-", Viewer.Staff, [.. Exchange.Master.All])];
    }

    static OmdSettings Settings(Rates rates) =>
        new()
        {
            Market = Exchange.HongKong,
            Interface = IPAddress.Loopback,
            Channels = [.. OmdOutlet.All.ToArray().Select(o => new OmdChannelSettings(o.Channel, Nowhere, rates.HasRefresh ? Nowhere : null))],
            Retransmission = new("SIMULATION", [Nowhere.A, Nowhere.B]),
            DisasterRecovery = new(SecondSite.Channel, Nowhere, Refresh: null),
            AskMost = AskMost,
            HeldMost = rates.HeldMost,
        };

    internal const uint AskMost = 400;

    static OmdGroups Nowhere => new(new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2));

    internal Broadtape.Tape.Tape Tape { get; }
    internal OmdTranslator Translator { get; }
    internal Order Order { get; }
    internal OmdSession Session { get; }
    internal Boards Boards { get; }
    internal Gate Gate { get; }
    internal StreamGroup[] Groups { get; }

    /// <summary>Events that a commit has returned for.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>What its clock shows.</summary>
    internal Moment Now => clock.Turn(null);

    /// <summary>By how much its clock is ahead of the truth.</summary>
    internal NodaTime.Duration Ahead => Now - wall.Now;

    internal void Commit()
    {
        try
        {
            Tape.Commit();
        }
        catch (TapeException)
        {
            // The disk refused: the tape keeps what it took and tries again with the next turn.
            return;
        }
        Acknowledged = Tape.Committed;
    }

    /// <summary>The tape as it stands, read anew; good until the next call.</summary>
    internal ReadOnlySpan<MarketEvent> Events()
    {
        var count = (int)Tape.Committed;
        if (events.Length < count)
            events = new MarketEvent[2 * count];
        for (var at = 0; at < count; )
            at += Tape.Read(at, events.AsSpan(at, count - at));
        return events.AsSpan(0, count);
    }

    public void Dispose() => Tape.Dispose();

    /// <summary>The tape as boards read it.</summary>
    sealed class Log(Broadtape.Tape.Tape tape, Death death) : IEventLog
    {
        public Moment? Begins => tape.Begins;

        public long Count => tape.Committed;

        public int Read(long position, Span<MarketEvent> into) => tape.Read(position, into);

        public long PositionAt(Moment moment) => tape.PositionAt(moment);

        public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
        {
            death.Step();
            tape.SaveCheckpoint(position, parts);
            death.Step();
            return true;
        }

        public bool TryCheckpoint(long before, out long position, out Func<int, byte[]?> part) => tape.TryCheckpoint(before, out position, out part);
    }
}
