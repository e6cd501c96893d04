using Broadtape.Market;
using Broadtape.Portal.Door;
using NodaTime;

namespace Broadtape.Portal.Bars;

/// <summary>What an address asks for: resolution, from, to, adjusted.</summary>
sealed record BarsQuestion(Resolution Resolution, Moment From, Moment To, bool Adjusted)
{
    public const int Most = 5_000;

    /// <summary>Calendar days a question about minutes may span, a minute each: more of them trade no 5,000 bars, but are read.</summary>
    const int DaysMost = 31;

    /// <summary>Without "from": a day of minutes, a year of days, and so much more of longer ones.</summary>
    static Duration Usual(Resolution r) => r.Of == BarLength.Minute ? Duration.FromDays(Math.Min(r.Most, DaysMost)) : Duration.FromDays(366 * r.Most);

    /// <summary>Null with the refusal when it cannot be read. Without "to": up to the moment of the visit.</summary>
    internal static BarsQuestion? Read(string? resolution, string? from, string? to, string? adjusted, Moment now, out Refusal? refusal)
    {
        refusal = null;
        var (begins, ends) = (default(Moment), now + Duration.Epsilon);
        if (Resolution.Find(resolution ?? Resolution.Day.Name) is not { } of)
            refusal = BarRefusals.NoResolution(resolution!);
        else if (!string.IsNullOrEmpty(to) && !TryRead(to, out ends))
            refusal = BarRefusals.NoMoment("to", to);
        else if (!string.IsNullOrEmpty(from) && !TryRead(from, out begins))
            refusal = BarRefusals.NoMoment("from", from);
        else if (adjusted is not (null or "" or "true" or "false"))
            refusal = BarRefusals.NoChoice(adjusted);
        else
        {
            if (string.IsNullOrEmpty(from))
                begins = ends - Usual(of);
            if (begins >= ends)
                refusal = BarRefusals.NoSpan(begins, ends);
            else if (of.Of == BarLength.Minute && ends - begins > Duration.FromDays(DaysMost * of.Most))
                refusal = BarRefusals.TooLong(of, DaysMost * of.Most);
            else
                return new(of, begins, ends, adjusted == "true");
        }
        return null;
    }

    static bool TryRead(string text, out Moment moment) => Moment.TryParse(text.Trim().Replace(' ', '+'), out moment);
}
