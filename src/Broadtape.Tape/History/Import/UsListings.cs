using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>Where a US ticker is listed. Files of US prices name tickers alone; what stands in no table is not guessed.</summary>
public sealed class UsListings
{
    static readonly Mic[] Markets = [.. "XNYS XNAS ARCX XASE BATS OTCM".Split(' ').Select(Mic.Parse)];

    readonly Dictionary<string, Mic> byTicker = [];

    /// <summary>Columns ticker, mic. Throws <see cref="ReferenceException"/>.</summary>
    public static UsListings Parse(string text, string file)
    {
        var read = new UsListings();
        foreach (var row in ReferenceTable.Read(text, file, "ticker", "mic").Rows)
            if (!read.byTicker.TryAdd(row.Required("ticker"), row.Mic("mic")))
                throw row.Wrong("ticker", $"{row["ticker"]} stands here twice");
        return read;
    }

    /// <summary>The site's own word first; null when neither it nor the table knows the ticker.</summary>
    internal Mic? Find(string ticker, ListingBook book) => book.MarketOf(ticker, Markets) ?? (byTicker.TryGetValue(ticker, out var mic) ? mic : null);
}
