using System.Diagnostics;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using Broadtape.Portal;
using MarketTurnover = Broadtape.Feeds.Hkex.MarketTurnover;

namespace Broadtape.Benchmarks;

/// <summary>
/// Twenty million messages of the box's Hong Kong day: packets checked, every message decoded, its fields summed. Goal 1.5 times the same
/// in C (floors/decode.c, compiled here), 0 bytes allocated.
/// </summary>
static class DecodeBench
{
    const long Messages = 20_000_000;

    internal static async Task Run()
    {
        var packets = Packets();
        long allocated = 0;
        ulong sum = 0;
        double Ours()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            var summer = new Summer();
            long messages = 0;
            while (messages < Messages)
                for (var at = 0; at < packets.Length; )
                {
                    if (!OmdPacket.TryOpen(packets.AsSpan(at), out var packet, out var refusal))
                        throw new InvalidOperationException(refusal.ToString());
                    foreach (var message in packet)
                    {
                        OmdDecoder.Decode(message.Bytes, ref summer);
                        messages++;
                    }
                    at += packets.AsSpan(at).U16(0);
                }
            var took = Stopwatch.GetElapsedTime(began).TotalNanoseconds / messages;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            sum = summer.Sum;
            return took;
        }
        await CFloor.Compare("decode", packets, Messages, Ours, () => sum);
        Pairs.Print($"{allocated} bytes allocated");
    }

    /// <summary>The day's packets one behind the other, each once.</summary>
    static byte[] Packets()
    {
        var reference = Reference.Load();
        var instruments = Reference.Instruments();
        var script = BoxScript.Parse(File.ReadAllText(SiteFiles.FoundingDay("script.csv")), "script.csv", instruments);
        var begins = Moment.Parse("2026-01-08T09:00+08:00");
        var box = new Box(instruments, script, reference.Timetables, reference.Ticks, 20260108, begins, new());
        var wire = new Memory();
        var sender = new OmdSender(instruments, wire);
        box.Advance(Moment.Parse("2026-01-08T18:30+08:00"), sender);
        sender.Flush();
        return wire.Bytes.ToArray();
    }

    sealed class Memory : IOmdWire
    {
        internal List<byte> Bytes { get; } = [];

        public void Send(OmdOutlet outlet, ReadOnlySpan<byte> packet, Moment at) => Bytes.AddRange(packet);
    }

    /// <summary>Reads what the floor reads.</summary>
    struct Summer : IOmdHandler
    {
        internal ulong Sum { get; private set; }

        public void On(AggregateOrderBookUpdate m)
        {
            var sum = (ulong)m.SecurityCode;
            var entries = m.NoEntries;
            for (var i = 0; i < entries; i++)
            {
                var entry = m.Entry(i);
                sum += entry.AggregateQuantity + (uint)entry.Price + entry.Side + entry.PriceLevel + entry.UpdateAction;
            }
            Sum += sum;
        }

        public void On(SecurityDefinition m) => Sum += m.SecurityCode + (uint)m.PreviousClosingPrice + m.LotSize;

        public void On(TradingSessionStatus m) => Sum += m.TradingSessionSubId;

        public void On(SecurityStatus m) => Sum += m.SecurityCode + m.SuspensionIndicator;

        public void On(NominalPrice m) => Sum += m.SecurityCode + (uint)m.Price;

        public void On(IndicativeEquilibriumPrice m) => Sum += m.SecurityCode + (uint)m.Price + m.AggregateQuantity;

        public void On(TradeTicker m) => Sum += m.SecurityCode + m.TickerId + (uint)m.Price + m.AggregateQuantity + m.TradeTime;

        public void On(Feeds.Hkex.Statistics m) => Sum += m.SecurityCode + m.SharesTraded + (ulong)m.Turnover + (uint)m.HighPrice + (uint)m.LowPrice;

        public void On(ClosingPrice m) => Sum += m.SecurityCode + (uint)m.Price;

        public void On(IndexData m) => Sum += (ulong)m.IndexValue + (ulong)m.NetChgPrevDay + (uint)m.NetChgPrevDayPct;

        public void On(MarketDefinition m) { }

        public void On(LiquidityProvider m) { }

        public void On(CurrencyRate m) { }

        public void On(VCMTrigger m) { }

        public void On(AddOrder m) { }

        public void On(ModifyOrder m) { }

        public void On(DeleteOrder m) { }

        public void On(AddOddLotOrder m) { }

        public void On(DeleteOddLotOrder m) { }

        public void On(ReferencePrice m) { }

        public void On(Yield m) { }

        public void On(Feeds.Hkex.Trade m) { }

        public void On(TradeCancel m) { }

        public void On(BrokerQueue m) { }

        public void On(OrderImbalance m) { }

        public void On(MarketTurnover m) { }

        public void On(IndexDefinition m) { }

        public void On(StockConnectDailyQuotaBalance m) { }

        public void On(StockConnectMarketTurnover m) { }

        public void On(SequenceReset m) { }

        public void On(Logon m) { }

        public void On(LogonResponse m) { }

        public void On(DisasterRecoverySignal m) { }

        public void On(RetransmissionRequest m) { }

        public void On(RetransmissionResponse m) { }

        public void On(RefreshComplete m) { }

        public void On(News m) { }

        public void OnUnknown(ushort type, Span<byte> message) { }
    }
}
