using Broadtape.Market;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Bars;

/// <summary>Why a question for bars gets none, in the three editions; each names the parameter.</summary>
static class BarRefusals
{
    static readonly string Names = string.Join(", ", Resolution.All);

    internal static Refusal NoResolution(string text) =>
        Bad($"resolution「{text}」不在此列：{Names}。", $"resolution“{text}”不在此列：{Names}。", $"resolution '{text}' is none of {Names}.");

    internal static Refusal NoMoment(string parameter, string text) =>
        Bad(
            $"{parameter}「{text}」不是可用的時刻。請寫成 ISO 8601 並註明時差，例如 2026-01-08T09:30+08:00。",
            $"{parameter}“{text}”不是可用的时刻。请写成 ISO 8601 并注明时差，例如 2026-01-08T09:30+08:00。",
            $"{parameter} '{text}' is not a moment. Write ISO 8601 with an offset, such as 2026-01-08T09:30+08:00."
        );

    internal static Refusal NoSpan(Moment from, Moment to) =>
        Bad($"from（{from}）不早於 to（{to}）。", $"from（{from}）不早于 to（{to}）。", $"from ({from}) is not before to ({to}).");

    internal static Refusal NoChoice(string text) =>
        Bad($"adjusted「{text}」應為 true 或 false。", $"adjusted“{text}”应为 true 或 false。", $"adjusted '{text}' is neither true nor false.");

    internal static Refusal TooLong(Resolution resolution, int days) =>
        Bad(
            $"from 至 to 太長：resolution={resolution} 一次最多 {days} 天。",
            $"from 至 to 太长：resolution={resolution} 一次最多 {days} 天。",
            $"from to to is too long: with resolution={resolution} at most {days} days at once."
        );

    internal static Refusal TooMany(int count, int most, Moment last) =>
        Bad(
            $"from 至 to 之間有 {count} 條，一次最多 {most} 條；請把 to 提前至 {last}，再接着問。",
            $"from 至 to 之间有 {count} 条，一次最多 {most} 条；请把 to 提前至 {last}，再接着问。",
            $"{count} bars lie between from and to; the limit is {most}. Ask with to={last}, and go on from there."
        );

    static Refusal Bad(string zhHant, string zhHans, string en) => new(StatusCodes.Status400BadRequest, zhHant, zhHans, en);
}
