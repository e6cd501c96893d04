using System.Buffers;
using System.Text.Json;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Stream;

/// <summary>One instrument's ten levels and broker queue as last disclosed; told whole whenever anything of them changed, and not at all to who may not see them.</summary>
sealed class StreamBook(Instrument instrument)
{
    byte[] told = [];

    internal long ChangedAt { get; private set; } = -1;

    internal void Update(Gate gate, BoardView view, Viewer viewer, in JsonWriterOptions writing)
    {
        var now = Encode(gate.DiscloseDepth(view, viewer, Surface.Stream, instrument), writing);
        if (now.SequenceEqual(told))
            return;
        (told, ChangedAt) = (now, view.Moment.UnixNanoseconds);
    }

    internal void Write(Utf8JsonWriter json, long since)
    {
        if (told.Length == 0 || ChangedAt <= since)
            return;
        json.WritePropertyName("book");
        json.WriteRawValue(told, skipInputValidation: true);
    }

    byte[] Encode(DepthDisclosure book, in JsonWriterOptions writing)
    {
        if (book.Absence != Absence.NotAbsent)
            return [];
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using var json = new Utf8JsonWriter(buffer, writing);
        json.WriteStartObject();
        json.WriteString("s", instrument.Id.Symbol);
        json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(book.Passport.State.ToString()));
        if (book.Passport.DataTime is { } time)
            json.WriteString("time", time.ToString());
        Side(json, "bids", book.Bids);
        Side(json, "asks", book.Asks);
        Queue(json, "buyers", book.Buyers, book.BuyersHaveMore);
        Queue(json, "sellers", book.Sellers, book.SellersHaveMore);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Price, quantity and number of orders of each level, best first.</summary>
    static void Side(Utf8JsonWriter json, string name, IReadOnlyList<DepthRow> rows)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartArray();
            json.WriteStringValue(row.Price.ToString());
            json.WriteStringValue(row.Quantity.ToString());
            json.WriteNumberValue(row.Orders);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Who waits how many spreads from the best price; and whether more wait than are told.</summary>
    static void Queue(Utf8JsonWriter json, string name, IReadOnlyList<BrokerSpread> spreads, bool hasMore)
    {
        json.WriteStartArray(name);
        foreach (var spread in spreads)
        {
            json.WriteStartArray();
            json.WriteNumberValue(spread.Spreads);
            foreach (var broker in spread.Brokers)
                json.WriteNumberValue(broker);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        json.WriteBoolean(name + "More", hasMore);
    }
}
