using Broadtape.Market;

namespace Broadtape.Portal.Door;

/// <summary>The moment an address asks for.</summary>
static class AsOf
{
    public const string Parameter = "asof";

    /// <summary>Null when none is asked for. A "+" may arrive as itself, as %2B or as the space a form makes of it.</summary>
    public static bool TryRead(string? text, Moment now, out Moment? moment, out Refusal? refusal)
    {
        moment = null;
        refusal = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!Moment.TryParse(text.Trim().Replace(' ', '+'), out var asked))
            refusal = Refusal.MalformedMoment(text);
        else if (asked > now)
            refusal = Refusal.LaterThanNow(asked, now);
        else
            moment = asked;
        return refusal is null;
    }
}
