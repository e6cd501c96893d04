using System.Globalization;
using Broadtape.Market;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Udf;

/// <summary>A stretch of an instrument's history as UDF asks for it; read once from the address.</summary>
/// <param name="From">Seconds since 1970, inclusive.</param>
/// <param name="To">Exclusive.</param>
/// <param name="CountBack">So many bars before <paramref name="To"/>, whatever <paramref name="From"/> says; null: all between the two.</param>
sealed record UdfQuestion(Instrument Instrument, Resolution Resolution, long From, long To, int? CountBack)
{
    /// <summary>Bars in one answer; three months of minutes are some 20,000.</summary>
    public const int BarsMost = 20_000;

    /// <summary>Calendar days of minutes that are read for one answer, however long the bars made of them.</summary>
    public const int DaysOfMinutesMost = 400;

    /// <summary>9999-12-31: later is no date.</summary>
    const long Latest = 253_402_214_400;

    /// <summary>Null with the reason when it cannot be answered.</summary>
    public static UdfQuestion? TryRead(IQueryCollection query, Visit visit, out string reason)
    {
        var (symbol, resolution) = (query["symbol"].ToString(), query["resolution"].ToString());
        reason = "";
        if (UdfApi.Find(visit, symbol) is not { } instrument)
            reason = $"unknown_symbol {symbol}";
        else if (ResolutionOf(resolution) is not { } length)
            reason = $"resolution={resolution} is none of {string.Join(", ", Resolution.All)}";
        else if (!TrySeconds(query["from"], out var from))
            reason = $"from={query["from"]} is no Unix time in seconds";
        else if (!TrySeconds(query["to"], out var to))
            reason = $"to={query["to"]} is no Unix time in seconds";
        else if (to <= from && query["countback"].Count == 0)
            reason = $"to={to} is not after from={from}";
        else if (!TryCount(query["countback"], out var count))
            reason = $"countback={query["countback"]} is not from 1 to {BarsMost}";
        else if (count is null && length.Of == BarLength.Minute && to - from > DaysOfMinutesMost * 86_400L)
            reason = $"from {from} to {to} is longer than the {DaysOfMinutesMost} days that one answer holds at resolution {length}";
        else
            return new(instrument, length, from, to, count);
        return null;
    }

    /// <summary>D, W and M are short for 1D, 1W and 1M.</summary>
    static Resolution? ResolutionOf(string name) => Resolution.Find(name is "D" or "W" or "M" ? "1" + name : name);

    static bool TrySeconds(string? text, out long seconds) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seconds) && seconds is >= -Latest and <= Latest;

    static bool TryCount(string? text, out int? count)
    {
        count = null;
        if (string.IsNullOrEmpty(text))
            return true;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > BarsMost)
            return false;
        count = number;
        return true;
    }
}
