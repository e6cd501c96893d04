using System.Buffers.Binary;
using System.Text;
using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Tests.Journeys;

namespace Broadtape.Tests.Feeds;

/// <summary>Nasdaq TotalView-ITCH 5.0 over MoldUDP64.</summary>
public sealed class ItchTests : IDisposable
{
    static readonly Moment Midnight = Moment.Parse("2024-03-01T00:00-05:00");
    static readonly Moment Now = Midnight + NodaTime.Duration.FromHours(10);

    readonly string file = Path.GetTempFileName();
    readonly List<byte[]> messages = [];

    [Fact]
    public void Each_single_message_capture_of_TotalView_decodes()
    {
        var seen = new SortedSet<char>();
        var files = Directory
            .GetFiles(SharedData.At("data/itch/omi_nasdaq"), "*.pcap", SearchOption.AllDirectories)
            .Where(f => f.Contains("TotalView.Itch.v5.0", StringComparison.Ordinal))
            .ToList();
        foreach (var capture in files)
        {
            using var feed = new ItchFeed(capture, new());
            feed.Advance(Moment.Never, new MemoryLog());
            seen.UnionWith(feed.ByType.Keys);
        }
        Assert.True(files.Count >= 40);
        foreach (var type in "SHAFECXDUPQ")
            Assert.Contains(type, seen);
    }

    [Fact]
    public void Orders_make_a_book_executions_make_trades_and_a_broken_one_is_amended()
    {
        Say('R', m => Stock(m, 11), 39);
        Add(1, 'B', 100, 150_0000);
        Add(2, 'B', 200, 150_0000);
        Add(3, 'S', 300, 150_0500);
        Execute(2, 50, match: 9);
        Cancel(1, 40);
        Replace(3, 4, 250, 150_0400);
        Delete(2);
        Say('B', m => Long(m, 11, 9), 19);
        var log = Replay();
        var top = log.Events.Last(e => e.Kind == EventKind.TopOfBook).AsTopOfBook();
        Assert.Equal(("150.000", 60L, "150.040", 250L), (top.Bid.ToString(), top.BidQuantity.Units, top.Ask.ToString(), top.AskQuantity.Units));
        var trade = log.Events.Single(e => e.Kind == EventKind.Trade);
        Assert.Equal(("150.000", 50L, 9L), (trade.AsTrade().Price.ToString(), trade.AsTrade().Quantity.Units, trade.AsTrade().TradeId));
        Assert.Equal(9L, log.Events.Single(e => e.Kind == EventKind.Amendment).AsAmendment().TradeId);
        Assert.Equal(Now + NodaTime.Duration.FromSeconds(4), trade.ExchangeTime);
    }

    [Fact]
    public void What_is_said_of_orders_of_before_changes_no_book_and_is_counted()
    {
        Execute(77, 50, match: 9);
        Delete(77);
        Write(split: false, skip: -1);
        using var feed = new ItchFeed(file, new());
        var log = new MemoryLog();
        feed.Advance(Moment.Never, log);
        Assert.Equal(2, feed.Unknown);
        Assert.DoesNotContain(log.Events, e => e.Kind is EventKind.Trade or EventKind.Depth);
    }

    [Fact]
    public void Behind_a_gap_no_book_is_known()
    {
        Add(1, 'B', 100, 150_0000);
        Add(2, 'B', 100, 149_0000);
        Add(3, 'S', 300, 151_0000);
        Write(split: true, skip: 1);
        using var feed = new ItchFeed(file, new());
        var log = new MemoryLog();
        feed.Advance(Moment.Never, log);
        Assert.Equal(1, feed.Gaps);
        var top = log.Events.Last(e => e.Kind == EventKind.TopOfBook).AsTopOfBook();
        Assert.Equal((true, "151.000"), (top.Bid.IsNone, top.Ask.ToString()));
    }

    [Fact]
    public void A_packet_whose_lengths_do_not_add_up_is_refused_with_its_place()
    {
        Add(1, 'B', 100, 150_0000);
        Write(split: false, skip: -1);
        var bytes = File.ReadAllBytes(file);
        bytes[24 + 16 + 42 + 19] = 3;
        File.WriteAllBytes(file, bytes);
        using var feed = new ItchFeed(file, new());
        var refusal = Assert.Throws<CaptureException>(() => feed.Advance(Moment.Never, new MemoryLog()));
        Assert.Contains("lengths do not add up", refusal.Message, StringComparison.Ordinal);
    }

    void Add(long order, char side, int shares, uint price) =>
        Say(
            'A',
            m =>
            {
                Long(m, 11, order);
                m[19] = (byte)side;
                Int(m, 20, (uint)shares);
                Stock(m, 24);
                Int(m, 32, price);
            },
            36
        );

    void Execute(long order, int shares, long match) =>
        Say(
            'E',
            m =>
            {
                Long(m, 11, order);
                Int(m, 19, (uint)shares);
                Long(m, 23, match);
            },
            31
        );

    void Cancel(long order, int shares) =>
        Say(
            'X',
            m =>
            {
                Long(m, 11, order);
                Int(m, 19, (uint)shares);
            },
            23
        );

    void Delete(long order) => Say('D', m => Long(m, 11, order), 19);

    void Replace(long order, long by, int shares, uint price) =>
        Say(
            'U',
            m =>
            {
                Long(m, 11, order);
                Long(m, 19, by);
                Int(m, 27, (uint)shares);
                Int(m, 31, price);
            },
            35
        );

    void Say(char type, Action<byte[]> fill, int size)
    {
        var message = new byte[size];
        message[0] = (byte)type;
        message[2] = 7;
        // A second later each; ten o'clock is 36,000 seconds after midnight.
        var time = (36_000L + messages.Count) * 1_000_000_000;
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(5), (ushort)(time >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(7), (uint)time);
        fill(message);
        messages.Add(message);
    }

    static void Stock(byte[] message, int at) => Encoding.ASCII.GetBytes("AAPL    ").CopyTo(message, at);

    static void Long(byte[] message, int at, long value) => BinaryPrimitives.WriteInt64BigEndian(message.AsSpan(at), value);

    static void Int(byte[] message, int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(at), value);

    MemoryLog Replay()
    {
        Write(split: false, skip: -1);
        var log = new MemoryLog();
        using var recording = Recording.Open([file], new());
        recording.Advance(Moment.Never, log);
        return log;
    }

    /// <summary>All messages in one packet, or each in its own and one of them not at all.</summary>
    void Write(bool split, int skip)
    {
        using var capture = new PcapWriter(File.Create(file));
        var groups = split
            ? messages.Select(m => new[] { m }).ToArray()
            :
            [
                [.. messages],
            ];
        var number = 1L;
        foreach (var (at, group) in groups.Index())
        {
            var packet = new MemoryStream();
            packet.Write("SESSION  1"u8);
            packet.Write([.. BitConverter.GetBytes(number).Reverse()]);
            packet.Write([.. BitConverter.GetBytes((ushort)group.Length).Reverse()]);
            foreach (var message in group)
            {
                packet.Write([.. BitConverter.GetBytes((ushort)message.Length).Reverse()]);
                packet.Write(message);
            }
            if (at != skip)
                capture.Write(Now, 0xE9360C6F, 26_477, packet.ToArray());
            number += group.Length;
        }
    }

    public void Dispose() => File.Delete(file);
}
