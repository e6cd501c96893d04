using System.Buffers.Binary;
using System.Diagnostics;
using Broadtape.Feeds;
using Broadtape.Market;

namespace Broadtape.Benchmarks;

/// <summary>
/// Twenty million messages of the recorded DEEP day, again and again: segments checked, every message decoded, its fields summed. Goal 1.6
/// times the same in C (floors/iex.c), 0 bytes allocated. The recording lies beside the repository.
/// </summary>
static class IexBench
{
    const long Messages = 20_000_000;
    const string Recording = "../shared/data/iex/IEX_DEEP10_official_sample_20170425_partA.pcap.zst";

    internal static async Task Run()
    {
        if (!File.Exists(Recording))
        {
            Pairs.Print($"skipped: {Recording} is not there");
            return;
        }
        var segments = Segments();
        long allocated = 0;
        ulong sum = 0;
        double Ours()
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            var summer = new Summer();
            while (summer.Messages < Messages)
                for (ReadOnlySpan<byte> rest = segments; !rest.IsEmpty; )
                {
                    var length = BinaryPrimitives.ReadInt32LittleEndian(rest);
                    if (IexDecoder.Decode(rest.Slice(4, length), ref summer) is var (_, reason))
                        throw new InvalidOperationException(reason);
                    rest = rest[(4 + length)..];
                }
            var took = Stopwatch.GetElapsedTime(began).TotalNanoseconds / summer.Messages;
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            sum = summer.Sum;
            return took;
        }
        await CFloor.Compare("iex", segments, Messages, Ours, () => sum);
        Pairs.Print($"{allocated} bytes allocated");
    }

    /// <summary>The recording's segments one behind the other, each behind its length.</summary>
    static byte[] Segments()
    {
        using var packets = new PcapReader(RecordingFile.Open(Recording), Recording);
        using var segments = new MemoryStream();
        Span<byte> length = stackalloc byte[4];
        while (packets.TryRead(out _, out var segment))
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, segment.Length);
            segments.Write(length);
            segments.Write(segment);
        }
        return segments.ToArray();
    }

    /// <summary>Reads what the floor reads.</summary>
    struct Summer : IIexHandler
    {
        internal ulong Sum { get; private set; }
        internal long Messages { get; private set; }

        public void Message(byte type) => Messages++;

        public void PriceLevel(ReadOnlySpan<byte> symbol, Moment time, BookSide side, bool isComplete, Price price, Quantity quantity) =>
            Add(symbol, time, (isComplete ? 1 : 0) + price.Millionths + quantity.Units);

        public void TradeReport(ReadOnlySpan<byte> symbol, Moment time, byte flags, in Trade trade) =>
            Add(symbol, time, flags + trade.Price.Millionths + trade.Quantity.Units + trade.TradeId);

        public void TradeBreak(ReadOnlySpan<byte> symbol, Moment time, long tradeId) => Add(symbol, time, tradeId);

        public void TradingStatus(ReadOnlySpan<byte> symbol, Moment time, byte status) => Add(symbol, time, status);

        public void OperationalHalt(ReadOnlySpan<byte> symbol, Moment time, byte status) => Add(symbol, time, status);

        public void SecurityEvent(ReadOnlySpan<byte> symbol, Moment time, byte code) => Add(symbol, time, code);

        public void ShortSalePriceTest(ReadOnlySpan<byte> symbol, Moment time, bool isInEffect) => Add(symbol, time, isInEffect ? 1 : 0);

        public void SystemEvent(byte code, Moment time) => Add([], time, code);

        void Add(ReadOnlySpan<byte> symbol, Moment time, long rest) =>
            Sum = unchecked(Sum + (ulong)symbol.Length + (ulong)time.UnixNanoseconds + (ulong)rest);

        public void SecurityDirectory(ReadOnlySpan<byte> symbol, Moment time, uint roundLot, Price adjustedClose) { }

        public void RetailLiquidity(ReadOnlySpan<byte> symbol, Moment time, byte indicator) { }

        public void QuoteUpdate(ReadOnlySpan<byte> symbol, Moment time, in TopOfBook top) { }

        public void OfficialPrice(ReadOnlySpan<byte> symbol, Moment time, byte kind, Price price) { }

        public void AuctionInformation(ReadOnlySpan<byte> symbol, Moment time, in IexAuction auction) { }

        public void OrderAdded(ReadOnlySpan<byte> symbol, Moment time, BookSide side, long order, Quantity quantity, Price price) { }

        public void OrderModified(ReadOnlySpan<byte> symbol, Moment time, long order, Quantity quantity, Price price) { }

        public void OrderDeleted(ReadOnlySpan<byte> symbol, Moment time, long order) { }

        public void OrderExecuted(ReadOnlySpan<byte> symbol, Moment time, byte flags, long order, in Trade trade) { }

        public void BookCleared(ReadOnlySpan<byte> symbol, Moment time) { }
    }
}
