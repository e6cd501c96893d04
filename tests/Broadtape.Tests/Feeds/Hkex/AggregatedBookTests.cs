using System.Globalization;
using System.Text.Json.Nodes;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using CsCheck;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>The worked examples B1–B8 (OMD-C V1.45, aggregated book), written as price×quantity, and the law behind them.</summary>
public sealed class AggregatedBookTests
{
    const string Bids = "9730×700 9720×350 9710×150 9700×250 9690×100 9680×150 9670×50 9660×200 9650×100";
    const string Asks = "9760×500 9770×300 9780×100 9790×150";

    static AggregatedBook Book(string bids, string asks)
    {
        var book = new AggregatedBook();
        foreach (var (side, levels) in new[] { bids, asks }.Index())
        foreach (var (at, level) in levels.Split(' ', StringSplitOptions.RemoveEmptyEntries).Index())
            Apply(book, side, (int)BookAction.New, at + 1, Level(level).Price, Level(level).Quantity);
        Assert.False(book.IsBad);
        return book;
    }

    static (int Price, ulong Quantity) Level(string text) =>
        text.Split('×') is [var price, var quantity]
            ? (int.Parse(price, CultureInfo.InvariantCulture), ulong.Parse(quantity, CultureInfo.InvariantCulture))
            : throw new FormatException(text);

    static void Apply(AggregatedBook book, int side, int action, int level, int price, ulong quantity)
    {
        var entry = new BookEntry(new byte[BookEntry.Size])
        {
            Side = (ushort)side,
            UpdateAction = (byte)action,
            PriceLevel = (byte)level,
            Price = price,
            AggregateQuantity = quantity,
            NumberOfOrders = 1,
        };
        book.Apply(entry, out _);
    }

    /// <summary>Entries as "side action level price quantity".</summary>
    static void Apply(AggregatedBook book, params string[] entries)
    {
        foreach (var entry in entries)
        {
            var n = entry.Split(' ').Select(t => int.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            Apply(book, n[0], n[1], n[2], n[3], (ulong)n[4]);
        }
    }

    static int Thousandths(DepthLevel level) => (int)(level.Price.Millionths / 1_000);

    static string Print(ReadOnlySpan<DepthLevel> levels) =>
        string.Join(' ', levels.ToArray().Select(l => FormattableString.Invariant($"{Thousandths(l)}×{l.Quantity.Units}")));

    [Fact]
    public void The_worked_examples_B1_to_B5_follow_each_other()
    {
        var book = Book(Bids, Asks);
        Apply(book, "1 1 2 9770 200", "1 0 5 9850 300");
        Assert.Equal("9760×500 9770×200 9780×100 9790×150 9850×300", Print(book.Asks));

        Apply(book, "0 0 1 9740 50");
        Assert.Equal("9740×50 " + Bids, Print(book.Bids));

        Apply(book, "0 0 1 9750 250", "0 1 10 9660 150");
        Assert.Equal("9750×250 9740×50 9730×700 9720×350 9710×150 9700×250 9690×100 9680×150 9670×50 9660×150", Print(book.Bids));

        Apply(book, "0 2 1 9750 250", "0 0 10 9650 100");
        Assert.Equal("9740×50 9730×700 9720×350 9710×150 9700×250 9690×100 9680×150 9670×50 9660×150 9650×100", Print(book.Bids));

        Apply(book, "1 0 1 9750 300", "1 2 6 9850 300");
        Assert.Equal("9750×300 9760×500 9770×200 9780×100 9790×150", Print(book.Asks));
        Assert.False(book.IsBad);
    }

    [Fact]
    public void B6_prices_out_of_ten_spreads_are_deleted_by_the_exchange_and_the_eleventh_by_us()
    {
        var book = Book("9800×700 9790×350 9780×150 9760×250 9750×100 9730×400 9720×200 9710×300", "");
        Apply(book, "0 0 1 9860 450", "0 0 2 9850 550", "0 0 3 9840 650", "0 2 7 9760 0", "0 2 7 9750 0", "0 2 7 9730 0", "0 2 7 9720 0");
        Assert.Equal("9860×450 9850×550 9840×650 9800×700 9790×350 9780×150", Print(book.Bids));
    }

    [Fact]
    public void B7_a_clear_empties_both_sides()
    {
        var book = Book(Bids, Asks);
        Apply(book, "0 74 0 0 0");
        Assert.Equal(("", "", false), (Print(book.Bids), Print(book.Asks), book.IsBad));
    }

    [Fact]
    public void B8_a_real_update_of_2018()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(SharedData.At("golden/omd/real-messages.json")))!["vectors"]!.AsArray();
        var real = vectors.First(v => (int)v!["msgType"]! == AggregateOrderBookUpdate.Type)!;
        var book = new AggregatedBook();
        Apply(book, "0 0 1 229 300000", "0 0 2 228 300000", "0 0 3 227 300000", "1 0 1 235 300000");
        var update = new AggregateOrderBookUpdate(Convert.FromHexString((string)real["messageHex"]!));
        for (var i = 0; i < update.NoEntries; i++)
            Assert.True(book.Apply(update.Entry(i), out _));
        Assert.Equal([226, 225, 224], book.Bids.ToArray().Select(l => Thousandths(l)));
        Assert.Equal([234], book.Asks.ToArray().Select(l => Thousandths(l)));
    }

    [Theory]
    [InlineData("0 1 1 9999 1")]
    [InlineData("0 2 1 9999 1")]
    [InlineData("0 2 10 9640 1")]
    [InlineData("0 0 11 9000 1")]
    [InlineData("1 0 6 9999 1")]
    [InlineData("1 0 0 9999 1")]
    [InlineData("0 0 1 9700 1")]
    [InlineData("2 0 1 9999 1")]
    [InlineData("0 3 1 9730 1")]
    public void An_entry_that_cannot_be_meant_for_it_makes_the_book_bad_until_it_is_cleared(string entry)
    {
        var book = Book(Bids, Asks);
        Apply(book, entry);
        Assert.True(book.IsBad);
        Assert.True(book.Bids.IsEmpty && book.Asks.IsEmpty);
        Apply(book, "1 0 1 9750 300");
        Assert.True(book.IsBad);
        Apply(book, "0 74 0 0 0", "1 0 1 9750 300");
        Assert.Equal("9750×300", Print(book.Asks));
    }

    /// <summary>The exchange's side of it: a full book, published as its ten best, each change told by level. Ours stays its equal.</summary>
    [Fact]
    public void A_book_told_change_by_change_is_the_ten_best_of_the_whole() =>
        Gen.Select(Gen.Int[0, 1], Gen.Int[0, 24], Gen.Int[0, 5])
            .Array[1, 120]
            .Sample(
                changes =>
                {
                    var book = new AggregatedBook();
                    SortedDictionary<int, ulong>[] whole = [new(Comparer<int>.Create((a, b) => b - a)), []];
                    foreach (var (side, price, quantity) in changes)
                    {
                        var before = whole[side].Take(10).ToList();
                        if (quantity == 0)
                            whole[side].Remove(price);
                        else
                            whole[side][price] = (ulong)quantity;
                        Tell(book, side, before, [.. whole[side].Take(10)]);
                        Assert.False(book.IsBad);
                    }
                    foreach (var (side, levels) in new[] { book.Bids.ToArray(), book.Asks.ToArray() }.Index())
                        Assert.Equal(
                            whole[side].Take(10).Select(l => (l.Key, l.Value)),
                            levels.Select(l => (Thousandths(l), (ulong)l.Quantity.Units))
                        );
                },
                iter: 2_000
            );

    static void Tell(AggregatedBook book, int side, List<KeyValuePair<int, ulong>> before, List<KeyValuePair<int, ulong>> after)
    {
        foreach (var (at, level) in before.Index().Reverse())
            // What an insertion pushes out is not told.
            if (after.All(a => a.Key != level.Key) && !(before.Count == 10 && at == 9 && after.Count == 10))
                Apply(book, side, (int)BookAction.Delete, at + 1, level.Key, level.Value);
        foreach (var (at, level) in after.Index())
            if (before.All(b => b.Key != level.Key))
                Apply(book, side, (int)BookAction.New, at + 1, level.Key, level.Value);
            else
                Apply(book, side, (int)BookAction.Change, at + 1, level.Key, level.Value);
    }
}
