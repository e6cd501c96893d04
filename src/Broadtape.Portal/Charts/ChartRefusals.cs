using Broadtape.Portal.Door;

namespace Broadtape.Portal.Charts;

/// <summary>Why a chart cannot be drawn as it was asked for.</summary>
static class ChartRefusals
{
    static readonly string Ranges = string.Join(", ", ChartRange.All.Select(r => r.Name));

    public static Refusal UnknownRange(string name) =>
        Bad($"range={name} 不是可用的時段；可用 {Ranges}。", $"range={name} 不是可用的时段；可用 {Ranges}。", $"range={name} is none of {Ranges}.");

    public static Refusal UnknownPrices(string name) =>
        Bad(
            $"prices={name} 不可用；可用 raw 或 adjusted。",
            $"prices={name} 不可用；可用 raw 或 adjusted。",
            $"prices={name} is neither raw nor adjusted."
        );

    public static Refusal UnknownLine(string name) =>
        Bad(
            $"lines 之中的「{name}」不是技術指標；可用 sma20、ema50、boll20、rsi14、macd，數目由 2 至 250。",
            $"lines 之中的“{name}”不是技术指标；可用 sma20、ema50、boll20、rsi14、macd，数目由 2 至 250。",
            $"'{name}' in lines is no indicator; write sma20, ema50, boll20, rsi14 or macd, over 2 to 250 bars."
        );

    public static Refusal TooManyLines(int count, int most) =>
        Bad(
            $"lines 列出 {count} 項指標，最多 {most} 項。",
            $"lines 列出 {count} 项指标，最多 {most} 项。",
            $"lines names {count} indicators; the limit is {most}."
        );

    static Refusal Bad(string hant, string hans, string en) => new(StatusCodes.Status400BadRequest, hant, hans, en);
}
