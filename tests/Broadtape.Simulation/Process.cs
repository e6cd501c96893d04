using System.Net;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Stream;
using Broadtape.Tape;
using Microsoft.Win32.SafeHandles;

namespace Broadtape.Simulation;

/// <summary>
/// One life of the portal between two kills: session, tape, boards, gate and stream as they are, on the clock and the network of the
/// simulation.
/// </summary>
sealed class Process : IDisposable
{
    readonly Func<bool> diskRefuses;
    readonly string folder;

    internal Process(string folder, IOmdConnection connection, Moment start, Licence licence, Timetables timetables, Func<bool> diskRefuses)
    {
        (this.folder, this.diskRefuses) = (folder, diskRefuses);
        Tape = Broadtape.Tape.Tape.Open(Path.Combine(folder, "tape"), new(SegmentBytes: 40_000), Flush);
        Acknowledged = Tape.Committed;
        AcknowledgedBytes = SegmentBytes();
        var numbers = new InstrumentNumbers();
        numbers.Resume(Tape.Listings());
        Translator = new(numbers, EventSource.Omd, Exchange.Master);
        Translator.Receive(Tape, start);
        Session = new(Settings, connection, new(Path.Combine(folder, "requests")), Translator);
        Boards = new(Exchange.Master, new Log(Tape), licence.Delays, Tape.Ends ?? Moment.Beginning);
        Gate = new(licence, timetables);
        Groups = [new("", Viewer.Anonymous, [.. Exchange.Master.All]), new("", Viewer.Staff, [.. Exchange.Master.All])];
    }

    static OmdSettings Settings { get; } =
        new()
        {
            Market = Exchange.HongKong,
            Interface = IPAddress.Loopback,
            Channels = [.. OmdOutlet.All.ToArray().Select(o => new OmdChannelSettings(o.Channel, Nowhere, Nowhere))],
            Retransmission = new("SIMULATION", [Nowhere.A, Nowhere.B]),
            AskMost = 400,
        };

    static OmdGroups Nowhere => new(new(IPAddress.Loopback, 1), new(IPAddress.Loopback, 2));

    internal Broadtape.Tape.Tape Tape { get; }
    internal OmdTranslator Translator { get; }
    internal OmdSession Session { get; }
    internal Boards Boards { get; }
    internal Gate Gate { get; }
    internal StreamGroup[] Groups { get; }

    /// <summary>Events that a commit has returned for, and how long the newest segment was then.</summary>
    internal long Acknowledged { get; private set; }
    internal long AcknowledgedBytes { get; private set; }

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
        AcknowledgedBytes = SegmentBytes();
    }

    internal MarketEvent[] Events()
    {
        var events = new MarketEvent[Tape.Committed];
        for (var at = 0; at < events.Length; )
            at += Tape.Read(at, events.AsSpan(at));
        return events;
    }

    /// <summary>The newest segment's file.</summary>
    internal string? Segment => Directory.GetFiles(Path.Combine(folder, "tape"), "*.tape").Order(StringComparer.Ordinal).LastOrDefault();

    long SegmentBytes() => Segment is { } file ? new FileInfo(file).Length : 0;

    void Flush(SafeFileHandle file)
    {
        if (diskRefuses())
            throw new IOException("the disk is full");
    }

    public void Dispose() => Tape.Dispose();

    /// <summary>The tape as boards read it.</summary>
    sealed class Log(Broadtape.Tape.Tape tape) : IEventLog
    {
        public Moment? Begins => tape.Begins;

        public long Count => tape.Committed;

        public int Read(long position, Span<MarketEvent> into) => tape.Read(position, into);

        public long PositionAt(Moment moment) => tape.PositionAt(moment);

        public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts)
        {
            tape.SaveCheckpoint(position, parts);
            return true;
        }

        public bool TryCheckpoint(long before, out long position, out Func<int, byte[]?> part) => tape.TryCheckpoint(before, out position, out part);
    }
}
