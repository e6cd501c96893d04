using System.Diagnostics;
using Broadtape.Board;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;
using Statistics = Broadtape.Feeds.Hkex.Statistics;

namespace Broadtape.Benchmarks;

/// <summary>
/// A day of 200 million messages from packets in memory through arbitration, decoding and translation to the durable tape and the board;
/// goal 100 s, within 1 GB. At the end the board is held against what a plain reading of the packets leaves.
/// </summary>
static class DayBench
{
    const int Messages = 200_000_000;
    const int PacketsABatch = 5_000;

    internal static Task Run()
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-day-").FullName;
        try
        {
            Run(folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return Task.CompletedTask;
    }

    static void Run(string folder)
    {
        var number = 1u;
        var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        using var tape = Tape.Tape.Open(folder);
        var boards = new Boards(InstrumentMaster.Empty, new Log(tape), [Delay.None], Moment.Beginning);
        var channel = new OmdChannel(Duration.FromMilliseconds(50));
        var translator = new OmdTranslator(new(), EventSource.Omd);
        var now = Moment.Parse("2026-01-09T09:30+08:00");
        translator.Receive(tape, now);
        for (var code = 1u; code <= WireSender.Codes; code++)
            channel.Take(WireSender.Definition(code, number++, writer), OmdLine.A, now, ref translator);
        var unused = 1u;
        var batch = WireSender.Build(PacketsABatch, ref unused);
        var clock = Stopwatch.StartNew();
        while (number < Messages)
        {
            foreach (var packet in batch)
            {
                packet.AsSpan().U32(4, number);
                number += packet[2];
                channel.Take(packet, OmdLine.A, now, ref translator);
            }
            // A batch is a fifth of a second of two thousand million a day's busiest: what is committed at once, and read by the board.
            now += Duration.FromMilliseconds(20);
            translator.Enter(10, now);
            tape.Commit();
            boards.Advance(now);
        }
        var took = clock.Elapsed;
        boards.Advance(Moment.Never);
        var wrong = Compare(boards.Freeze(now).Behind(Delay.None), batch);
        using var process = Process.GetCurrentProcess();
        Pairs.Print(
            $"{number - 1:N0} messages, {tape.Committed:N0} events in {took.TotalSeconds:0.0} s: {(number - 1) / took.TotalSeconds / 1e6:0.00} M a second"
        );
        Pairs.Print($"peak {process.PeakWorkingSet64 >> 20} MB; {wrong} of {WireSender.Codes} instruments are not as the packets left them");
    }

    /// <summary>What the last batch says of each code, read from its bytes.</summary>
    static int Compare(BoardFrame frame, List<byte[]> batch)
    {
        var nominal = new Dictionary<uint, int>();
        var last = new Dictionary<uint, int>();
        foreach (var bytes in batch)
        {
            OmdPacket.TryOpen(bytes, out var packet, out _);
            foreach (var message in packet)
                if (message.Type == NominalPrice.Type)
                    nominal[message.Bytes.U32(4)] = message.Bytes.I32(8);
                else if (message.Type == TradeTicker.Type)
                    last[message.Bytes.U32(4)] = message.Bytes.I32(12);
                else if (message.Type != Statistics.Type)
                    throw new InvalidOperationException($"type {message.Type}");
        }
        var wrong = 0;
        for (var number = 1; number <= WireSender.Codes; number++)
        {
            ref readonly var quote = ref frame.QuoteOf(number);
            if (
                quote.Nominal.Millionths != nominal[(uint)number] * 1_000L
                || quote.Last.Millionths != last[(uint)number] * 1_000L
                || quote.Volume.Units != 1_000
            )
                wrong++;
        }
        return wrong;
    }

    /// <summary>The tape as boards read it; checkpoints are left out, which a day's bench would mostly measure.</summary>
    sealed class Log(Tape.Tape tape) : IEventLog
    {
        public Moment? Begins => tape.Begins;

        public int Read(long position, Span<MarketEvent> into) => tape.Read(position, into);

        public long PositionAt(Moment moment) => tape.PositionAt(moment);

        public bool SaveCheckpoint(long position, IEnumerable<ReadOnlyMemory<byte>> parts) => true;

        public bool TryCheckpoint(long atOrBefore, out long position, out Func<int, byte[]?> part)
        {
            (position, part) = (0, _ => null);
            return false;
        }
    }
}
