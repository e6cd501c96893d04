namespace Broadtape.Tape.History.Import;

/// <summary>Reads one file of a source into the draft; throws <see cref="HistoryImportException"/> when it is not such a file.</summary>
delegate void HistorySource(ImportFile file, ImportContext context, ImportDraft draft);

/// <summary>The sources history is imported from, by the name an operator gives: one adapter each, none guesses.</summary>
public static class HistoryKinds
{
    internal static readonly IReadOnlyDictionary<string, HistorySource> All = new Dictionary<string, HistorySource>(StringComparer.Ordinal)
    {
        ["yahoo-daily"] = YahooDaily.Read,
        ["yfinance-actions"] = YfinanceActions.Read,
        ["yfinance-daily"] = YfinanceDaily.Read,
        ["yahoo-index"] = YahooIndex.Read,
        ["yfinance-index"] = YfinanceIndex.Read,
        ["yfinance-index-actions"] = YfinanceIndexActions.Read,
        ["yfinance-minute"] = YfinanceMinute.Read,
        ["lean-daily"] = LeanArchive.ReadDaily,
        ["lean-minute"] = LeanArchive.ReadMinutes,
        ["lean-factors"] = LeanFactors.Read,
        ["lean-map"] = LeanMap.Read,
        ["ecb-rates"] = EcbRates.Read,
        ["ecb-implied"] = EcbImpliedRates.Read,
        ["fed-h10"] = FedRates.Read,
        ["calendar"] = TradingCalendar.Read,
        ["hkex-securities"] = HkexSecurities.Read,
        ["hk-listings"] = HkListings.Read,
        ["stock-connect"] = StockConnect.Read,
        ["series-lives"] = SeriesLives.Read,
        ["hsi-constituents"] = HsiConstituents.Read,
    };

    public static IReadOnlyCollection<string> Names => [.. All.Keys];
}
