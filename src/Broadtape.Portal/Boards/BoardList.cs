using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Boards;

/// <summary>How a board's rows look.</summary>
public enum BoardStyle
{
    /// <summary>Level, change, percent.</summary>
    Index,

    /// <summary>Hong Kong dollars, percent, against Hong Kong.</summary>
    Receipts,

    /// <summary>Price and percent.</summary>
    Shares,

    /// <summary>Price and target.</summary>
    Ticker,

    /// <summary>Price, change, and what was traded.</summary>
    Movers,
}

/// <summary>A board of the site: its address, what it is called, how its statement names it, and who stands on it.</summary>
public sealed record BoardPlan(string Slug, Phrase Title, Phrase Scope, BoardStyle Style, IReadOnlyList<string> Symbols)
{
    /// <summary>False where the order of the rows is what the board says.</summary>
    public bool IsSortable => Style != BoardStyle.Movers;
}

/// <summary>The boards and who stands on them, from boards.csv; their addresses are promises.</summary>
sealed class BoardList
{
    /// <summary>Everything a recording lists.</summary>
    public const string Recording = "recording";

    static readonly (string Slug, Phrase Title, Phrase Scope, BoardStyle Style)[] Known =
    [
        ("us-indices", new("美國指數", "美国指数", "US indices"), new("美國指數", "美国指数", "US indices"), BoardStyle.Index),
        ("hk-indices", new("本地指數", "本地指数", "Hong Kong indices"), new("本地指數", "本地指数", "Hong Kong indices"), BoardStyle.Index),
        ("mainland-indices", new("中國指數", "中国指数", "Mainland indices"), new("中國指數", "中国指数", "Mainland indices"), BoardStyle.Index),
        ("futures", new("期指", "期指", "Index futures"), new("期指", "期指", "Index futures"), BoardStyle.Index),
        ("adr", new("精選預託證券", "精选预托证券", "Hong Kong ADRs"), new("預託證券", "预托证券", "ADRs"), BoardStyle.Receipts),
        ("china-us", new("精選中資美股", "精选中资美股", "Chinese shares in the US"), new("美股", "美股", "US shares"), BoardStyle.Shares),
        ("us", new("精選美股", "精选美股", "US shares"), new("美股", "美股", "US shares"), BoardStyle.Shares),
        ("ticker", new("緊貼市況", "紧贴市况", "Market ticker"), new("緊貼市況", "紧贴市况", "Market ticker"), BoardStyle.Ticker),
    ];

    readonly Dictionary<string, BoardPlan> plans;

    BoardList(Dictionary<string, BoardPlan> plans) => this.plans = plans;

    public IEnumerable<BoardPlan> All => Known.Select(k => plans[k.Slug]);

    /// <summary>Columns board, symbol. Throws <see cref="ReferenceException"/>.</summary>
    public static BoardList Parse(string text, string file, InstrumentMaster master)
    {
        var symbols = Known.ToDictionary(k => k.Slug, _ => new List<string>());
        foreach (var row in ReferenceTable.Read(text, file, "board", "symbol").Rows)
        {
            if (!symbols.TryGetValue(row["board"], out var list))
                throw row.Wrong("board", $"'{row["board"]}' is no board");
            if (master.All.Count > 0 && master.FindSymbol(row["symbol"]) is null)
                throw row.Wrong("symbol", $"'{row["symbol"]}' is no instrument of this site");
            list.Add(row["symbol"]);
        }
        return new(Known.ToDictionary(k => k.Slug, k => new BoardPlan(k.Slug, k.Title, k.Scope, k.Style, symbols[k.Slug])));
    }

    public BoardPlan? Find(string slug) => plans.GetValueOrDefault(slug);

    /// <summary>The board of a recording: what the tape has listed, at most so many.</summary>
    public static BoardPlan OfRecording(InstrumentMaster master, int most) =>
        new(
            Recording,
            new("錄影行情", "录影行情", "Recording"),
            new("錄影行情", "录影行情", "Recording"),
            BoardStyle.Shares,
            [.. master.All.Select(i => i.Id.Symbol).Order(StringComparer.Ordinal).Take(most)]
        );
}
