using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using ZstdSharp;

namespace Broadtape.Tests.Feeds;

/// <summary>Real recordings: what they say through the house is what an independent reading of the files says.</summary>
public sealed class Recordings
{
    const string Tops = "data/iex/IEX_TOPS16_official_sample_20170710.pcap.zst";

    static MemoryLog Replay(params string[] files)
    {
        var log = new MemoryLog();
        using var recording = Recording.Open(files, new());
        recording.Advance(Moment.Never, log);
        return log;
    }

    static Dictionary<string, string> Prices(MemoryLog log)
    {
        var boards = new Boards(InstrumentMaster.Empty, log, [Delay.None, new(15)], Moment.Beginning);
        var end = log.Events.Max(e => e.ReleaseTime);
        boards.Advance(end);
        var view = boards.Freeze(end);
        return view
            .Instruments.All.Select(i => (i, Figure: DemoMarket.Gate.Disclose(view, Viewer.Anonymous, Surface.Page, i)[QuoteField.Last]))
            .Where(p => !p.Figure.IsNone)
            .ToDictionary(p => p.i.Id.Code, p => p.Figure.Plain);
    }

    [Fact]
    public void A_TOPS_capture_holds_what_its_manifest_counts()
    {
        using var recording = Recording.Open([SharedData.At(Tops)], new());
        recording.Advance(Moment.Never, new MemoryLog());
        var counts = recording.Counts.Single();
        Assert.Equal(13_022, counts.Packets);
        Assert.Equal(57_674, counts.Messages);
        Assert.Equal(0, counts.Gaps);
        Assert.Equal((27_217L, 6_390L, 3L, 7_801L), (counts.ByType['Q'], counts.ByType['T'], counts.ByType['B'], counts.ByType['O']));
    }

    [Theory]
    [InlineData(
        "data/iex/IEX_DEEP10_official_sample_20170425_partA.pcap.zst",
        70_000,
        7_857,
        340_024,
        11,
        "S43 H93638 O93638 P93636 E59 89863 510229 T38876 B42"
    )]
    [InlineData(
        "data/iex/IEX_DEEP10_production_20231002_first5000.pcap.gz",
        5_000,
        1_264,
        48_325,
        0,
        "P11594 O11317 H11311 I11309 81526 51226 T37 D3 S2"
    )]
    public void A_DEEP_capture_holds_what_its_manifest_counts(string file, long packets, long heartbeats, long messages, long restarts, string types)
    {
        using var recording = Recording.Open([SharedData.At(file)], new());
        var log = new MemoryLog();
        recording.Advance(Moment.Never, log);
        var counts = recording.Counts.Single();
        Assert.Equal((packets, heartbeats, messages, restarts), (counts.Packets, counts.Heartbeats, counts.Messages, counts.Restarts));
        Assert.Equal((0L, 0L), (counts.Gaps, counts.OffsetGaps));
        foreach (var said in types.Split(' '))
            Assert.Equal(long.Parse(said[1..], CultureInfo.InvariantCulture), counts.ByType[said[0]]);
        Assert.Equal(messages, counts.ByType.Values.Sum());
        // IEX's sample comes from its test environment, whose books cross.
        HoldsTogether(log, mayCross: restarts > 0);
    }

    /// <summary>After each complete event the levels told have the best prices told, and these do not cross.</summary>
    static void HoldsTogether(MemoryLog log, bool mayCross)
    {
        var books = new Dictionary<int, (Ladder Bids, Ladder Asks)>();
        var compared = 0;
        foreach (var e in log.Events)
            if (e.Kind == EventKind.Depth)
            {
                if (!books.TryGetValue(e.Instrument.Value, out var book))
                    books[e.Instrument.Value] = book = (new(BookSide.Bid), new(BookSide.Ask));
                var change = e.AsDepth();
                if (change.Action == DepthAction.Clear)
                {
                    book.Bids.Clear();
                    book.Asks.Clear();
                }
                else
                    Assert.True((change.Side == BookSide.Bid ? book.Bids : book.Asks).Apply(change));
            }
            else if (e.Kind == EventKind.TopOfBook && books.TryGetValue(e.Instrument.Value, out var book))
            {
                var top = e.AsTopOfBook();
                Assert.Equal(
                    (book.Bids.Levels.IsEmpty ? default : book.Bids.Levels[0].Price, book.Asks.Levels.IsEmpty ? default : book.Asks.Levels[0].Price),
                    (top.Bid, top.Ask)
                );
                Assert.True(mayCross || top.Bid.IsNone || top.Ask.IsNone || top.Bid < top.Ask, $"{top}");
                compared++;
            }
        Assert.True(compared > 1_000);
    }

    [Fact]
    public void Each_single_message_capture_decodes()
    {
        var files = Directory.GetFiles(SharedData.At("data/iex/omi_single_message"), "*.pcap", SearchOption.AllDirectories);
        var seen = new SortedSet<char>();
        foreach (var file in files)
        {
            using var recording = Recording.Open([file], new());
            recording.Advance(Moment.Never, new MemoryLog());
            seen.UnionWith(recording.Counts.Single().ByType.Keys);
        }
        Assert.Equal(27, files.Length);
        Assert.Equal("58ABDEHILMOPQRSTXa", string.Concat(seen.Order()));
    }

    [Fact]
    public void DEEP_plus_orders_make_levels_and_executions_are_trades()
    {
        const string folder = "data/iex/omi_single_message/DeepPlus.IexTp.1.0.2/";
        var added = Replay(SharedData.At(folder + "a_AddOrder.pcap")).Events.Where(e => e.Kind == EventKind.Depth).ToList();
        Assert.NotEmpty(added);
        Assert.All(added, e => Assert.True(e.AsDepth().Orders > 0));
        Assert.Contains(Replay(SharedData.At(folder + "L_OrderExecuted.pcap")).Events, e => e.Kind == EventKind.Trade);
    }

    /// <summary>The same packets in the block form, either way round and in nanoseconds, are the same events.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_capture_in_blocks_says_what_the_classic_one_says(bool bigEndian)
    {
        var classic = SharedData.At("data/iex/omi_single_message/DeepPlus.IexTp.1.0.2/all_message_types.pcap");
        var blocks = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(blocks, InBlocks(File.ReadAllBytes(classic), bigEndian));
            var (before, after) = (Replay(classic), Replay(blocks));
            Assert.NotEmpty(before.Events);
            Assert.True(MarketEvent.AsBytes(before.Events.ToArray()).SequenceEqual(MarketEvent.AsBytes(after.Events.ToArray())));
        }
        finally
        {
            File.Delete(blocks);
        }
    }

    static byte[] InBlocks(byte[] classic, bool bigEndian)
    {
        using var all = new MemoryStream();
        Block(0x0A0D0D0A, [.. Word(0x1A2B3C4D), .. Half(1), .. Half(0), .. Word(uint.MaxValue), .. Word(uint.MaxValue)]);
        // Something the reader does not know, then an interface that counts nanoseconds.
        Block(0x0BAD, [1, 2, 3, 4]);
        Block(1, [.. Half(1), .. Half(0), .. Word(65_535), .. Half(9), .. Half(1), 9, 0, 0, 0, .. Half(0), .. Half(0)]);
        for (var at = 24; at < classic.Length; )
        {
            var length = BitConverter.ToInt32(classic, at + 8);
            var time = BitConverter.ToUInt32(classic, at) * 1_000_000_000UL + BitConverter.ToUInt32(classic, at + 4) * 1_000UL;
            var frame = classic[(at + 16)..(at + 16 + length)];
            var padding = new byte[(4 - length % 4) % 4];
            Block(
                6,
                [.. Word(0), .. Word((uint)(time >> 32)), .. Word((uint)time), .. Word((uint)length), .. Word((uint)length), .. frame, .. padding]
            );
            at += 16 + length;
        }
        return all.ToArray();

        void Block(uint type, byte[] body)
        {
            all.Write([.. Word(type), .. Word((uint)body.Length + 12), .. body, .. Word((uint)body.Length + 12)]);
        }

        byte[] Word(uint value)
        {
            var bytes = BitConverter.GetBytes(value);
            return bigEndian ? [.. bytes.Reverse()] : bytes;
        }

        byte[] Half(ushort value)
        {
            var bytes = BitConverter.GetBytes(value);
            return bigEndian ? [.. bytes.Reverse()] : bytes;
        }
    }

    [Fact]
    public void The_last_price_of_every_symbol_is_its_last_eligible_trade_that_was_not_broken()
    {
        var file = SharedData.At(Tops);
        var shown = Prices(Replay(file));
        var expected = LastSales(file);
        Assert.Empty(
            expected
                .Where(e => shown.GetValueOrDefault(e.Key) != e.Value)
                .Select(e => $"{e.Key}: {shown.GetValueOrDefault(e.Key)} instead of {e.Value}")
        );
        Assert.Equal(expected.Count, shown.Count);
    }

    /// <summary>A reading of its own: bytes, offsets and flags straight from the specification.</summary>
    static Dictionary<string, string> LastSales(string file)
    {
        using var source = new DecompressionStream(File.OpenRead(file));
        using var all = new MemoryStream();
        source.CopyTo(all);
        var bytes = all.ToArray();
        var trades = new Dictionary<string, List<(long Id, long Price)>>();
        for (var at = 24; at < bytes.Length; )
        {
            var length = BitConverter.ToInt32(bytes, at + 8);
            var segment = bytes.AsSpan(at + 16 + 42, length - 42);
            at += 16 + length;
            var count = BinaryPrimitives.ReadUInt16LittleEndian(segment[14..]);
            var message = segment[40..];
            for (var i = 0; i < count; i++)
            {
                var size = BinaryPrimitives.ReadUInt16LittleEndian(message);
                var m = message.Slice(2, size);
                message = message[(2 + size)..];
                if (m[0] != 'T' && m[0] != 'B')
                    continue;
                var symbol = Encoding.ASCII.GetString(m.Slice(10, 8)).TrimEnd();
                var id = BinaryPrimitives.ReadInt64LittleEndian(m[30..]);
                if (!trades.TryGetValue(symbol, out var list))
                    trades[symbol] = list = [];
                if (m[0] == 'B')
                    list.RemoveAll(t => t.Id == id);
                else if ((m[1] & 0x60) == 0)
                    list.Add((id, BinaryPrimitives.ReadInt64LittleEndian(m[22..])));
            }
        }
        return trades
            .Where(t => t.Value.Count > 0)
            .ToDictionary(t => t.Key, t => (t.Value[^1].Price / 10_000m).ToString("0.0000", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("bac")]
    [InlineData("ibm")]
    [InlineData("spy")]
    public void The_last_price_of_a_tick_archive_is_its_last_record_not_suspicious(string ticker)
    {
        var file = SharedData.At($"data/us/lean_ticks/{ticker}/20131007_trade.zip");
        using var zip = ZipFile.OpenRead(file);
        using var lines = new StreamReader(zip.Entries[0].Open());
        var last = lines.ReadToEnd().Split('\n').Select(l => l.Trim().Split(',')).Last(c => c.Length == 6 && c[5] == "0");
        var expected = (long.Parse(last[1], CultureInfo.InvariantCulture) / 10_000m).ToString("0.0000", CultureInfo.InvariantCulture);
        Assert.Equal(expected, Prices(Replay(file))[ticker.ToUpperInvariant()]);
    }

    [Fact]
    public void Files_are_merged_by_time()
    {
        var folder = SharedData.At("data/us/lean_ticks");
        var log = Replay($"{folder}/bac/20131007_trade.zip", $"{folder}/bac/20131007_quote.zip", $"{folder}/ibm/20131007_trade.zip");
        Assert.True(log.Events.Zip(log.Events.Skip(1)).All(p => p.First.ReceivedTime <= p.Second.ReceivedTime));
    }

    [Fact]
    public void A_trade_after_hours_is_labelled()
    {
        var log = Replay(SharedData.At("data/us/lean_ticks/spy/20131007_trade.zip"));
        var boards = new Boards(InstrumentMaster.Empty, log, [Delay.None, new(15)], Moment.Beginning);
        var view = boards.At(log.Events[^1].ReleaseTime);
        var spy = view.Instruments.FindSymbol("ARCX:SPY")!;
        Assert.True(DemoMarket.Gate.Disclose(view, Viewer.Anonymous, Surface.QuotePage, spy)[QuoteField.Price].Passport.ExtendedHours);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_capture_cut_anywhere_hands_over_what_stands_before_the_cut_and_names_the_place(int seed)
    {
        using var source = new DecompressionStream(File.OpenRead(SharedData.At(Tops)));
        var whole = new byte[3_000_000];
        source.ReadExactly(whole);
        var cut = 24 + new Random(seed).Next(whole.Length - 100);
        var file = Path.Combine(Directory.CreateTempSubdirectory("broadtape").FullName, "cut.pcap");
        File.WriteAllBytes(file, whole[..cut]);
        try
        {
            var complete = 0;
            for (var at = 24; at + 16 <= cut && at + 16 + BitConverter.ToInt32(whole, at + 8) <= cut; at += 16 + BitConverter.ToInt32(whole, at + 8))
                complete++;
            using var recording = Recording.Open([file], new());
            var thrown = Record.Exception(() => recording.Advance(Moment.Never, new MemoryLog()));
            Assert.Equal(complete, recording.Counts.Single().Packets);
            if (thrown is not null)
                Assert.InRange(Assert.IsType<CaptureException>(thrown).Offset, 24, cut);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("this is not a capture of any kind, and long enough to look at")]
    public void A_foreign_file_is_refused_before_anything_is_read(string content)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, content);
        Assert.Throws<CaptureException>(() => Recording.Open([file], new()));
        File.Delete(file);
    }

    [Fact]
    public void Bytes_at_random_are_an_error_with_a_place_and_never_a_crash()
    {
        var random = new Random(7);
        var file = Path.GetTempFileName();
        for (var i = 0; i < 200; i++)
        {
            var bytes = new byte[random.Next(24, 4_000)];
            random.NextBytes(bytes);
            new byte[] { 0xD4, 0xC3, 0xB2, 0xA1 }.CopyTo(bytes, 0);
            BitConverter.TryWriteBytes(bytes.AsSpan(20), 1);
            File.WriteAllBytes(file, bytes);
            var thrown = Record.Exception(() =>
            {
                using var recording = Recording.Open([file], new());
                recording.Advance(Moment.Never, new MemoryLog());
            });
            Assert.True(thrown is null or CaptureException, thrown?.ToString());
        }
        File.Delete(file);
    }
}
