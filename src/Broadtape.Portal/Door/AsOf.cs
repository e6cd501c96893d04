using System.Globalization;
using Broadtape.Market;

namespace Broadtape.Portal.Door;

/// <summary>The moment an address asks for, and whether the past is to run on from it.</summary>
static class AsOf
{
    public const string Parameter = "asof";

    /// <summary>How many times as fast as the wall's clock.</summary>
    public const string Replay = "replay";

    public const int ReplayMost = 600;

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

    /// <summary>Null when none is asked for.</summary>
    public static bool TryReadReplay(string? text, Moment? from, out int? speed, out Refusal? refusal)
    {
        speed = null;
        refusal = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) || asked is < 1 or > ReplayMost)
            refusal = Refusal.MalformedReplay(text);
        else if (from is null)
            refusal = Refusal.ReplayFromNowhere();
        else
            speed = asked;
        return refusal is null;
    }
}
