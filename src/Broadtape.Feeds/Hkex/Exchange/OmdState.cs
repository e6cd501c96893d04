using System.Globalization;
using System.Text;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// What a channel's refresh cycle holds: the newest message of each kind for each key, and every book as it stands. Trades and tickers
/// are in none.
/// </summary>
sealed class OmdState
{
    readonly SortedDictionary<string, byte[]> newest = new(StringComparer.Ordinal);
    readonly SortedDictionary<uint, AggregatedBook> books = [];

    internal void Keep(OmdPacket packet)
    {
        foreach (var message in packet)
            switch (message.Type)
            {
                case SequenceReset.Type:
                    newest.Clear();
                    books.Clear();
                    break;
                case AggregateOrderBookUpdate.Type:
                    var update = new AggregateOrderBookUpdate(message.Bytes);
                    if (!books.TryGetValue(update.SecurityCode, out var book))
                        books[update.SecurityCode] = book = new();
                    for (var i = 0; i < update.NoEntries; i++)
                        book.Apply(update.Entry(i), out _);
                    break;
                case Trade.Type or TradeCancel.Type or TradeTicker.Type:
                    break;
                default:
                    newest[KeyOf(message)] = message.Bytes.ToArray();
                    break;
            }
    }

    /// <summary>Writes a whole cycle; each packet is handed over as it fills, and the next number is returned.</summary>
    internal uint Write(uint number, uint last, ulong sendTime, OmdPacketWriter writer, OmdPacketSent sent)
    {
        foreach (var message in newest.Values)
            message.CopyTo(Add(message.AsSpan().U16(2), message.Length));
        foreach (var (code, book) in books)
        {
            // A book that is not spoken of is empty.
            if (book.IsEmpty)
                continue;
            var update = new AggregateOrderBookUpdate(
                Add(AggregateOrderBookUpdate.Type, AggregateOrderBookUpdate.Size + (book.Bids.Length + book.Asks.Length) * BookEntry.Size)
            )
            {
                SecurityCode = code,
                NoEntries = (byte)(book.Bids.Length + book.Asks.Length),
            };
            for (var i = 0; i < update.NoEntries; i++)
            {
                var (side, level) = i < book.Bids.Length ? (0, i) : (1, i - book.Bids.Length);
                var held = side == 0 ? book.Bids[level] : book.Asks[level];
                var entry = update.Entry(i);
                entry.Side = (ushort)side;
                entry.PriceLevel = (byte)(level + 1);
                entry.UpdateAction = (byte)BookAction.New;
                entry.Price = (int)(held.Price.Millionths / 1_000);
                entry.AggregateQuantity = (ulong)held.Quantity.Units;
                entry.NumberOfOrders = (uint)held.Orders;
            }
        }
        _ = new RefreshComplete(Add(RefreshComplete.Type, RefreshComplete.Size)) { LastSeqNum = last };
        Send();
        return number;

        Span<byte> Add(ushort type, int size)
        {
            if (writer.TryAdd(type, size, out var place))
                return place;
            Send();
            return writer.TryAdd(type, size, out place) ? place : throw new InvalidOperationException($"{size} bytes fit into no packet");
        }

        void Send()
        {
            var count = (uint)writer.Count;
            sent(writer.Finish(number, sendTime));
            number += count;
        }
    }

    /// <summary>What tells two messages of a type apart: the security, the market, the index, the page of news.</summary>
    static string KeyOf(OmdMessage message)
    {
        var length = message.Type switch
        {
            BrokerQueue.Type or MarketTurnover.Type => 7,
            IndexDefinition.Type or IndexData.Type => 11,
            CurrencyRate.Type => 3,
            // A page in several parts: each is kept.
            News.Type => message.Bytes.Length - 4,
            _ => 4,
        };
        return message.Type.ToString("D5", CultureInfo.InvariantCulture) + Encoding.Latin1.GetString(message.Bytes.Slice(4, length));
    }
}

/// <summary>Takes a packet as it is finished; good until the method returns.</summary>
delegate void OmdPacketSent(Span<byte> packet);
