using System.CommandLine;
using System.Globalization;
using Broadtape.Tape;
using NodaTime;

namespace Broadtape.Portal;

/// <summary>How many days each class of record is kept, by the market's clock; null for good.</summary>
/// <param name="Ticks">Every event: whole sealed segments older than this go, and past pages begin later.</param>
sealed record Retention(int? Ticks, int? MinuteBars, int? DailyBars)
{
    public static Retention Forever { get; } = new(null, null, null);

    public BarRetention OfBars => new(OfDays(MinuteBars), OfDays(DailyBars));

    static Period? OfDays(int? days) => days is { } kept ? Period.FromDays(kept) : null;

    /// <summary>Parses <c>ticks=30,minute-bars=400,daily-bars=forever</c>; what is not named is kept for good.</summary>
    public static bool TryParse(string text, out Retention retention, out string error)
    {
        (retention, error) = (Forever, "");
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2) is not [var kind, var value] || !TryDays(value, out var days))
                error = $"'{part}' is not a class and its days, such as ticks=30 or daily-bars=forever";
            else
                switch (kind)
                {
                    case "ticks":
                        retention = retention with { Ticks = days };
                        break;
                    case "minute-bars":
                        retention = retention with { MinuteBars = days };
                        break;
                    case "daily-bars":
                        retention = retention with { DailyBars = days };
                        break;
                    default:
                        error = $"'{kind}' is none of ticks, minute-bars, daily-bars";
                        break;
                }
            if (error.Length > 0)
                return false;
        }
        return true;
    }

    static bool TryDays(string value, out int? days)
    {
        days = null;
        if (value == "forever")
            return true;
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) || parsed == 0)
            return false;
        days = parsed;
        return true;
    }

    public static Option<Retention> Option() =>
        new("--keep")
        {
            Description = "Days that records are kept, such as ticks=30,minute-bars=400,daily-bars=forever; all for good unless said",
            DefaultValueFactory = _ => Forever,
            CustomParser = result =>
            {
                if (!TryParse(result.Tokens[0].Value, out var parsed, out var error))
                    result.AddError($"--keep: {error}");
                return parsed;
            },
        };
}
