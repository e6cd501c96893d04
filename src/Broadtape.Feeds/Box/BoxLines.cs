using System.Globalization;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>One instrument's part of the script, each list in the order of time.</summary>
sealed class BoxLines
{
    readonly List<(Moment At, Price Price)> points = [];
    readonly List<(Moment At, bool Resumes)> suspensions = [];
    readonly List<(LocalDate Date, int Lot)> lots = [];
    readonly List<(string Symbol, long Shares)> constituents = [];
    readonly List<CorporateAction> actions = [];

    /// <summary>The close before its first day; none until a row has said it.</summary>
    internal Price Previous { get; private set; }

    internal IReadOnlyList<(Moment At, Price Price)> Points => points;
    internal Dictionary<LocalDate, Price> Closes { get; } = [];
    internal IReadOnlyList<(Moment At, bool Resumes)> Suspensions => suspensions;

    /// <summary>Dividends, bonus issues, rights and splits. When they were known is for the box to say: as its tape begins.</summary>
    internal IReadOnlyList<CorporateAction> Actions => actions;

    /// <summary>What an index is computed from, with the millions of shares that count; empty for one that takes its scripted way.</summary>
    internal IReadOnlyList<(string Symbol, long Shares)> Constituents => constituents;

    /// <summary>When the last statistics of each day are told; null for never.</summary>
    internal LocalTime? Final { get; private set; }

    /// <summary>The first day it is traded on; null for as long as there is a tape.</summary>
    internal LocalDate? Listed { get; private set; }

    /// <summary>The first day it is no longer traded on; null for never.</summary>
    internal LocalDate? Delisted { get; private set; }

    /// <summary>The board lot of a day, once the script changes it; null before.</summary>
    internal int? LotOn(LocalDate day)
    {
        int? lot = null;
        foreach (var change in lots)
            if (change.Date <= day)
                lot = change.Lot;
        return lot;
    }

    /// <summary>Takes one row; throws <see cref="ReferenceException"/> for what it does not understand.</summary>
    internal void Take(ReferenceTable.Row row)
    {
        switch (row["kind"])
        {
            case "previous":
                Previous = row.Price("price");
                break;
            case "close":
                Closes[row.Date("at")] = row.Price("price");
                break;
            case "at":
                points.Add((MomentOf(row), row.Price("price")));
                break;
            case "suspend" or "resume":
                suspensions.Add((MomentOf(row), row["kind"] == "resume"));
                break;
            case "final":
                Final = row.Time("at");
                break;
            case "list":
                (Listed, Previous) = (row.Date("at"), row.Price("price"));
                break;
            case "delist":
                Delisted = row.Date("at");
                break;
            case "lot":
                lots.Add((row.Date("at"), (int)Count(row)));
                break;
            case "constituent":
                constituents.Add((row.Optional("of") ?? throw row.Wrong("of", "names no constituent"), Count(row)));
                break;
            case "dividend":
                actions.Add(new(row.Date("at"), CorporateActionKind.Dividend, row.Price("price"), 0, 0, default));
                break;
            case "split":
                actions.Add(Action(row, CorporateActionKind.Split, default));
                break;
            case "bonus":
                actions.Add(Action(row, CorporateActionKind.Bonus, default));
                break;
            case "rights":
                actions.Add(Action(row, CorporateActionKind.Rights, row.Price("price")));
                break;
            default:
                throw row.Wrong("kind", $"'{row["kind"]}' is none of {Kinds}");
        }
    }

    internal void Sort()
    {
        points.Sort((a, b) => a.At.CompareTo(b.At));
        suspensions.Sort((a, b) => a.At.CompareTo(b.At));
        lots.Sort((a, b) => a.Date.CompareTo(b.Date));
        actions.Sort((a, b) => a.ExDate.CompareTo(b.ExDate));
    }

    const string Kinds = "previous, close, at, suspend, resume, final, list, delist, lot, constituent, dividend, split, bonus, rights";

    static Moment MomentOf(ReferenceTable.Row row) =>
        Moment.TryParse(row["at"], out var moment) ? moment : throw row.Wrong("at", $"'{row["at"]}' is not ISO 8601 with an offset");

    static long Count(ReferenceTable.Row row) =>
        long.TryParse(row.Optional("ratio"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= CountMost
            ? count
            : throw row.Wrong("ratio", $"'{row.Optional("ratio")}' is not a whole number from 1 to {CountMost}");

    static CorporateAction Action(ReferenceTable.Row row, CorporateActionKind kind, Price amount)
    {
        if (
            row.Optional("ratio")?.Split(" for ") is not [var made, var held]
            || !int.TryParse(made, NumberStyles.None, CultureInfo.InvariantCulture, out var shares)
            || !int.TryParse(held, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            || shares is < 1 or > CountMost
            || of is < 1 or > CountMost
        )
            throw row.Wrong("ratio", $"'{row.Optional("ratio")}' is not new shares for old, such as '1 for 10'");
        return new(row.Date("at"), kind, amount, shares, of, default);
    }

    /// <summary>Lots, shares in millions and parts of a ratio: more is a slip of the pen, and sums of it stay within their type.</summary>
    const int CountMost = 1_000_000;
}
