using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Tape.Sealing;

namespace Broadtape.Fuzz;

/// <summary>Where fuzzing begins: small inputs that are right, made by our own writers, and everything that was ever found.</summary>
static class Corpus
{
    internal static IEnumerable<byte[]> Of(string target, string found)
    {
        var folder = Path.Combine(found, target);
        return Directory.Exists(folder)
            ? Right(target).Concat(Directory.GetFiles(folder).Order(StringComparer.Ordinal).Select(File.ReadAllBytes))
            : Right(target);
    }

    static IEnumerable<byte[]> Right(string target)
    {
        switch (target)
        {
            case "omd-packet":
                yield return Behind(Packets());
                break;
            case "omd-retransmission":
                yield return [.. Packets().SelectMany(p => p)];
                break;
            case "omd-capture" or "pcap":
                yield return Capture(Packets(), 51_000);
                break;
            case "itch":
                yield return Capture([Mold()], 26_477);
                break;
            case "iex":
                yield return Capture([Iex(0x8004, [.. "8"u8, 1, .. new byte[8], .. "ZXIET   "u8, 100, 0, 0, 0, 64, 66, 15, 0, 0, 0, 0, 0])], 10_378);
                yield return Capture([Iex(0x8003, [.. "S"u8, (byte)'R', .. new byte[8]])], 10_378);
                break;
            case "feeds-json":
                yield return "{\"feeds\": [{\"kind\": \"omd-c\", \"market\": \"XHKG\", \"interface\": \"10.0.0.5\", \"channels\": [{\"id\": 10, \"a\": \"239.1.1.22:51000\", \"b\": \"239.1.127.22:51000\"}], \"retransmission\": {\"user\": \"U\", \"servers\": [\"10.1.1.5:51000\"]}}]}"u8.ToArray();
                break;
            case "licence":
                yield return "# licence: x\nclass,a,b,c,d,,,\ngrant,a,anonymous,*,15\n"u8.ToArray();
                break;
            case "ticks":
                yield return "# source: ours\n# effective: 2000-01-03\ntable,effective,over,up_to,tick\n01,1998-01-01,0.009,0.25,0.001\n01,1998-01-01,0.25,0.5,0.005\n"u8.ToArray();
                break;
            case "lean":
                yield return Zip();
                break;
            case "instruments":
                yield return "# source: ours\n# effective: 2026-01-08\nmic,code,listed,kind,zh-Hant,zh-Hans,en,aliases,currency,session,lot,tick_table,family,decimals,underlying,shares,per_receipts\nXHKG,00700,2004-06-16,Equity,騰訊,腾讯,Tencent,,HKD,XHKG,100,06,,3,,,\n"u8.ToArray();
                break;
            case "scripted":
                yield return "define 00700 616.000 TENCENT\ntrade 00700 1 616.000 100\nbook 00700 bid new 1 616.000 100\nreset\nlose both 1\ncooling 00700 1 2 3 10:00:00\n"u8.ToArray();
                break;
            case "tape":
                yield return Tape();
                break;
            case "columns":
                yield return new EventColumns().Write(MarketEvent.FromBytes(Tape().AsSpan(72, 20 * MarketEvent.Bytes))).ToArray();
                break;
            default:
                yield return new byte[64];
                break;
        }
    }

    static byte[][] Packets()
    {
        var packets = new Collected();
        var book = ScriptedLines(packets);
        book.Do("define", "00700", "616.000", "TENCENT");
        book.Do("session", "continuous");
        book.Do("book", "00700", "bid", "new", "1", "616.000", "500");
        book.Do("trade", "00700", "1", "616.500", "300");
        book.Do("statistics", "00700", "616.500", "616.500", "300", "184950");
        book.Do("cooling", "00700", "616.000", "554.500", "677.500", "10:05:00");
        book.Do("turnover", "MAIN", "-", "1000");
        book.Do("quota", "SHNB", "-");
        book.Do("index", "0000100", "26189.22", "39.91", "0.153");
        book.Do("cancel", "00700", "1");
        return [.. packets.All];
    }

    static OmdSenderOfScripts ScriptedLines(Collected packets) => new(packets);

    static byte[] Behind(byte[][] packets) => [.. packets.SelectMany(p => new[] { (byte)p.Length, (byte)(p.Length >> 8) }.Concat(p))];

    static byte[] Capture(byte[][] packets, ushort port)
    {
        using var into = new MemoryStream();
        using (var writer = new PcapWriter(into))
            foreach (var packet in packets)
                writer.Write(Moment.Parse("2026-01-09T10:00+08:00"), 0xEF010116, port, packet);
        return into.ToArray();
    }

    static byte[] Mold()
    {
        byte[] order = [.. "A"u8, 0, 7, 0, 0, .. new byte[6], .. new byte[7], 1, .. "B"u8, 0, 0, 0, 100, .. "AAPL    "u8, 0, 22, 227, 96];
        return [.. "SESSION  1"u8, .. new byte[7], 1, 0, 1, 0, (byte)order.Length, .. order];
    }

    static byte[] Iex(ushort protocol, byte[] message)
    {
        var segment = new byte[40 + 2 + message.Length];
        (segment[0], segment[2], segment[3]) = (1, (byte)protocol, (byte)(protocol >> 8));
        segment[12] = (byte)(2 + message.Length);
        (segment[14], segment[24]) = (1, 1);
        segment[40] = (byte)message.Length;
        message.CopyTo(segment, 42);
        return segment;
    }

    static byte[] Zip()
    {
        using var into = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(into, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("20131007_aapl_trade_tick.csv").Open())
            entry.Write("34200123,1400000,100,P,0,0\n34201123,1400100,200,P,0,0\n"u8);
        return into.ToArray();
    }

    static byte[] Tape()
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-fuzz-tape-").FullName;
        try
        {
            using (var tape = Broadtape.Tape.Tape.Open(folder))
            {
                for (var i = 0; i < 20; i++)
                    tape.Accept(
                        MarketEvent.Of(new EventStamp(InstrumentNumber.None, new(i), new(i), EventSource.Box), new Heartbeat(Mic.Parse("XHKG")))
                    );
                tape.Commit();
            }
            return File.ReadAllBytes(Directory.GetFiles(folder, "*.tape").Single());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The packets of a script as they would go out.</summary>
    sealed class Collected : IMarketEvents
    {
        internal List<byte[]> All { get; } = [];

        public void Accept(in MarketEvent marketEvent) { }
    }

    sealed class OmdSenderOfScripts(Collected packets)
    {
        readonly ScriptedExchange exchange = new(new(2026, 1, 9), InstrumentMaster.Empty, packets) { Sent = packets.All.Add };

        internal void Do(params ReadOnlySpan<string> words) => exchange.Do(words);
    }
}
