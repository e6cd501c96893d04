using System.Diagnostics;
using System.Globalization;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime;
using Statistics = Broadtape.Feeds.Hkex.Statistics;

namespace Broadtape.Benchmarks;

/// <summary>
/// The exchange's end of the wire bench, in a process of its own: packets built beforehand, sent on both lines at the rates asked for, and
/// a retransmission server beside them.
/// </summary>
static class WireSender
{
    internal const int Codes = 400;
    const int MessagesEach = 40;

    /// <summary>Rates in messages a second, a second each; then <paramref name="lossPercent"/> on each line for 50,000 messages.</summary>
    internal static Task Run(IReadOnlyList<int> rates, int lossPercent)
    {
        using var station = new OmdStation();
        Console.WriteLine(station.Retransmission.Port);
        var whole = new OmdExchange(new FaultyLines(OmdFaults.None, station), Duration.FromSeconds(3_600));
        // The receiver says when it listens.
        Console.ReadLine();
        var number = 1u;
        var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        for (var code = 1u; code <= Codes; code++)
            whole.Send(OmdOutlet.Securities, Definition(code, number++, writer), default);
        foreach (var rate in rates)
        {
            var packets = Build(rate / MessagesEach, ref number);
            var began = Stopwatch.GetTimestamp();
            foreach (var (i, packet) in packets.Index())
            {
                var due = (double)i / packets.Count;
                while (Stopwatch.GetElapsedTime(began).TotalSeconds < due)
                    Thread.SpinWait(20);
                station.Send(OmdOutlet.Securities, OmdLine.A, false, packet, default);
                station.Send(OmdOutlet.Securities, OmdLine.B, false, packet, default);
            }
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{rate} {packets.Count * MessagesEach / Stopwatch.GetElapsedTime(began).TotalSeconds:0} {number - 1}"
                )
            );
            Console.ReadLine();
        }
        // From here on the history is kept, for the server to answer from.
        var lossy = new OmdExchange(new FaultyLines(new() { LossA = lossPercent, LossB = lossPercent }, station), Duration.FromSeconds(3_600));
        var last = Build(50_000 / MessagesEach, ref number);
        foreach (var packet in last)
        {
            lossy.Send(OmdOutlet.Securities, packet, default);
            Thread.SpinWait(2_000);
            station.Serve(lossy, Now);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number - 1}"));
        var stop = Task.Run(Console.ReadLine);
        while (!stop.IsCompleted)
            station.Serve(lossy, Now);
        return stop;
    }

    static Moment Now => new(Stopwatch.GetTimestamp() * (1_000_000_000 / Stopwatch.Frequency));

    internal static Span<byte> Definition(uint code, uint number, OmdPacketWriter writer)
    {
        writer.TryAdd(SecurityDefinition.Type, SecurityDefinition.Size, out var message);
        var definition = new SecurityDefinition(message)
        {
            SecurityCode = code,
            ProductType = 1,
            PreviousClosingPrice = 10_000,
        };
        definition.InstrumentType.SetAscii("EQTY");
        return writer.Finish(number, 1);
    }

    /// <summary>Packets of tickers, books, statistics and nominal prices over all codes.</summary>
    internal static List<byte[]> Build(int count, ref uint number)
    {
        var random = new Random(7);
        var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        var packets = new List<byte[]>(count);
        for (var i = 0; i < count; i++)
        {
            for (var m = 0; m < MessagesEach; m++)
            {
                var code = (uint)random.Next(1, Codes + 1);
                switch (m % 4)
                {
                    case 0:
                        writer.TryAdd(TradeTicker.Type, TradeTicker.Size, out var ticker);
                        _ = new TradeTicker(ticker)
                        {
                            SecurityCode = code,
                            TickerId = number + (uint)m,
                            Price = 10_000 + random.Next(100),
                            AggregateQuantity = 100,
                            TradeTime = 1,
                            TrdCancelFlag = 'N',
                        };
                        break;
                    case 1:
                        writer.TryAdd(Statistics.Type, Statistics.Size, out var statistics);
                        _ = new Statistics(statistics)
                        {
                            SecurityCode = code,
                            SharesTraded = 1_000,
                            Turnover = 10_000,
                        };
                        break;
                    default:
                        writer.TryAdd(NominalPrice.Type, NominalPrice.Size, out var nominal);
                        _ = new NominalPrice(nominal) { SecurityCode = code, Price = 10_000 + random.Next(100) };
                        break;
                }
            }
            packets.Add(writer.Finish(number, 1).ToArray());
            number += MessagesEach;
        }
        return packets;
    }
}
