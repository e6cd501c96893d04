using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>An instrument as Yahoo writes it: 0700.HK, BABA, ^HSI, BTC-USD.</summary>
/// <param name="Session">Whose days it keeps.</param>
/// <param name="CountsVolume">An index has none, and a zero says nothing.</param>
/// <param name="Beside">Where the vendor has two names for one instrument, whose figures differ a little: the second is a source of its own.</param>
sealed record YahooSymbol(Mic Mic, string Code, Mic Session, bool CountsVolume, string Beside = "")
{
    const int CodeDigits = 5;

    static readonly Mic HongKong = Mic.Parse("XHKG");
    static readonly Mic Shanghai = Mic.Parse("XSHG");
    static readonly Mic NewYork = Mic.Parse("XNYS");

    static readonly Dictionary<string, YahooSymbol> Named = new(StringComparer.Ordinal)
    {
        ["^HSI"] = new(HongKong, "HSI", HongKong, CountsVolume: false),
        ["000001.SS"] = new(Shanghai, "000001", Shanghai, CountsVolume: false),
        ["^DJI"] = Index("DJI"),
        ["^GSPC"] = Index("SPX"),
        ["^SPX"] = Index("SPX") with { Beside = " ^SPX" },
        ["^IXIC"] = Index("IXIC"),
        ["^NDX"] = Index("NDX"),
        ["^VIX"] = Index("VIX"),
        ["VIX"] = Index("VIX"),
        ["BTC-USD"] = new(Mic.None, "BTCUSD", Mic.None, CountsVolume: true),
        ["ETH-USD"] = new(Mic.None, "ETHUSD", Mic.None, CountsVolume: true),
        ["SOL-USD"] = new(Mic.None, "SOLUSD", Mic.None, CountsVolume: true),
    };

    /// <summary>Null when no listing is known for it.</summary>
    internal static YahooSymbol? Read(string text, ImportContext context)
    {
        if (Named.TryGetValue(text, out var named))
            return named;
        if (text.EndsWith(".HK", StringComparison.Ordinal) && text.Length is 7 or 8 && text.AsSpan(..^3).IndexOfAnyExceptInRange('0', '9') < 0)
            return new(HongKong, text[..^3].PadLeft(CodeDigits, '0'), HongKong, CountsVolume: true);
        return context.UsListings.Find(text, context.Book) is { } mic ? new(mic, text, NewYork, CountsVolume: true) : null;
    }

    /// <summary>Yahoo's name of the index the operator named as MIC:code for a file that does not say; refuses the file otherwise.</summary>
    internal static string NamedBy(ImportFile file, ImportContext context) =>
        Named.FirstOrDefault(n => $"{n.Value.Mic}:{n.Value.Code}" == context.Terms.Subject).Key
        ?? throw file.Refuse(
            0,
            $"it does not say whose levels it holds: name one with --of, of {string.Join(", ", Named.Values.Where(v => !v.CountsVolume).Select(v => $"{v.Mic}:{v.Code}").Distinct())}"
        );

    static YahooSymbol Index(string code) => new(Mic.None, code, NewYork, CountsVolume: false);
}
