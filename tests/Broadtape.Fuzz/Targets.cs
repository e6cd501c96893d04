using System.Text;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tape;
using Broadtape.Tape.Sealing;
using NodaTime;

namespace Broadtape.Fuzz;

/// <summary>
/// Every decoder and reader that takes bytes from outside. Each may refuse what it is given with an exception of its own; anything else,
/// and anything that does not come to an end, is a fault of ours.
/// </summary>
static class Targets
{
    static readonly Moment Now = Moment.Parse("2026-01-09T10:00+08:00");

    internal static readonly IReadOnlyDictionary<string, Action<byte[]>> All = new Dictionary<string, Action<byte[]>>
    {
        ["omd-packet"] = Omd,
        ["omd-retransmission"] = Desk,
        ["iex"] = bytes => Capture(bytes, f => new IexFeed(f, new())),
        ["itch"] = bytes => Capture(bytes, f => new ItchFeed(f, new())),
        ["omd-capture"] = bytes => Capture(bytes, f => new OmdFeed(f, new())),
        ["pcap"] = Pcap,
        ["lean"] = bytes => Capture(bytes, f => new LeanFeed(f, new()), "aapl/20131007_trade.zip"),
        ["tape"] = TapeBytes,
        ["columns"] = bytes => new EventColumnsReader().Read(bytes, new MarketEvent[64]),
        ["checkpoint"] = Checkpoint,
        ["feeds-json"] = bytes => LiveFeeds.Parse(Encoding.UTF8.GetString(bytes), "feeds.json", new()).Dispose(),
        ["licence"] = bytes => Licence.Parse(Encoding.UTF8.GetString(bytes), "licence.csv"),
        ["instruments"] = bytes => InstrumentParser.Parse(Encoding.UTF8.GetString(bytes), "instruments.csv"),
        ["ticks"] = bytes => TickTables.Parse(Encoding.UTF8.GetString(bytes), "ticks.csv"),
        ["scripted"] = Script,
    };

    /// <summary>Whether the target may say so.</summary>
    internal static bool IsRefusal(Exception e) =>
        e is CaptureException or TapeException or ReferenceException or InvalidDataException or FormatException;

    /// <summary>Packets one after the other, each behind its length, on both lines of a channel, into events and a board.</summary>
    static void Omd(byte[] bytes)
    {
        var log = new EventList();
        var translator = new OmdTranslator(new(), EventSource.Omd);
        translator.Receive(log, Now);
        var channel = new OmdChannel(Duration.FromMilliseconds(50));
        var now = Now;
        for (var at = 0; at + 2 <= bytes.Length; )
        {
            var length = Math.Min(bytes[at] | (bytes[at + 1] & 7) << 8, bytes.Length - at - 2);
            now += Duration.FromMilliseconds(20);
            translator.Enter(10, now);
            channel.Take(bytes.AsSpan(at + 2, length).ToArray(), (OmdLine)(at & 1), now, ref translator);
            channel.Tick(now, ref translator);
            while (channel.Wanted is not null)
                channel.GiveUp(now, ref translator);
            at += 2 + length;
        }
        var boards = new Boards(InstrumentMaster.Empty, log, [Delay.None], Moment.Beginning);
        boards.Advance(Moment.Never);
        boards.Freeze(now);
    }

    /// <summary>What a client may send to the exchange's desk, and what a server may send to ours.</summary>
    static void Desk(byte[] bytes)
    {
        var desk = new OmdDesk(new(["USER"]), new Dictionary<ushort, OmdHistory>(), Now);
        desk.Take(bytes, Now, new MemoryStream());
        var connection = new Bytes(bytes);
        var service = new OmdRetransmission(new("USER", [new(System.Net.IPAddress.Loopback, 1)]), connection, new(null));
        service.TryAsk(10, new(1, 50), Now);
        for (var i = 0; i < 20; i++)
            service.Tick(Now + Duration.FromSeconds(i), new Nobody());
    }

    static void Capture(byte[] bytes, Func<string, IFeed> open, string name = "capture")
    {
        var file = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
        var feed = open(file);
        using var closing = feed as IDisposable;
        var log = new EventList();
        feed.Advance(Moment.Never, log);
        var boards = new Boards(InstrumentMaster.Empty, log, [Delay.None], Moment.Beginning);
        boards.Advance(Moment.Never);
    }

    static void Pcap(byte[] bytes)
    {
        using var reader = new PcapReader(new MemoryStream(bytes), "capture");
        while (reader.TryRead(out _, out _)) { }
    }

    static void TapeBytes(byte[] bytes)
    {
        var folder = Path.Combine(Folder, "tape");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        File.WriteAllBytes(Path.Combine(folder, "000000000000.tape"), bytes);
        using var tape = Broadtape.Tape.Tape.Open(folder);
        var events = new MarketEvent[64];
        for (var at = 0L; tape.Read(at, events) is > 0 and var count; at += count) { }
        tape.PositionAt(Now);
    }

    static void Checkpoint(byte[] bytes)
    {
        // A part is read only when its checksum holds: what it says is our own.
        var path = Path.Combine(Folder, "00000000000000000001.board");
        File.WriteAllBytes(path, bytes);
        CheckpointFile.Damage(new Tape.Disk.SystemDisk(), path, 1);
    }

    static void Script(byte[] bytes)
    {
        var exchange = new ScriptedExchange(new LocalDate(2026, 1, 9), InstrumentMaster.Empty, new EventList());
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n').Take(40))
            exchange.Do(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    static string Folder { get; } = Directory.CreateTempSubdirectory("broadtape-fuzz-").FullName;

    internal static void Clean() => Directory.Delete(Folder, recursive: true);

    sealed class Bytes(byte[] bytes) : IOmdConnection
    {
        int read;

        public OmdConnectionState State { get; private set; }

        public void Open(int server) => State = OmdConnectionState.Open;

        public void Close() => State = OmdConnectionState.Closed;

        public bool TrySend(ReadOnlySpan<byte> sent) => true;

        public int Receive(Span<byte> into)
        {
            var count = Math.Min(into.Length, Math.Min(700, bytes.Length - read));
            bytes.AsSpan(read, count).CopyTo(into);
            read += count;
            return count;
        }
    }

    sealed class Nobody : IOmdRetransmitted
    {
        public void OnRetransmitted(ushort channel, Span<byte> packet) { }

        public void OnFilled(ushort channel) { }

        public void OnRefused(ushort channel, byte status) { }

        public void OnFailed(ushort channel) { }
    }
}
