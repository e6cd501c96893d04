using Broadtape.Market;
using Broadtape.Tape;

namespace Broadtape.Portal.Door;

/// <summary>Why a request was not let in, in the three editions.</summary>
sealed record Refusal(int Status, string ZhHant, string ZhHans, string En)
{
    /// <summary>Addresses the reader may have meant, with what they are called.</summary>
    public IReadOnlyList<(string Address, string Text)> Ways { get; init; } = [];

    public string In(Edition edition) =>
        edition switch
        {
            Edition.ZhHans => ZhHans,
            Edition.En => En,
            _ => ZhHant,
        };

    public static Refusal MalformedMoment(string text) =>
        new(
            StatusCodes.Status400BadRequest,
            $"「{text}」不是可用的時刻。請寫成 ISO 8601 並註明時差，例如 asof=2026-01-08T18:00+08:00。",
            $"“{text}”不是可用的时刻。请写成 ISO 8601 并注明时差，例如 asof=2026-01-08T18:00+08:00。",
            $"'{text}' is not a moment. Write ISO 8601 with an offset, such as asof=2026-01-08T18:00+08:00."
        );

    public static Refusal LaterThanNow(Moment asked, Moment now) =>
        new(
            StatusCodes.Status400BadRequest,
            $"所問時刻 {asked} 尚未到來；市場時鐘現為 {now}。",
            $"所问时刻 {asked} 尚未到来；市场时钟现为 {now}。",
            $"{asked} has not come yet; the market's clock shows {now}."
        );

    public static Refusal MalformedReplay(string text) =>
        new(
            StatusCodes.Status400BadRequest,
            $"「{text}」不是可用的重播速度。請寫 1 至 {AsOf.ReplayMost} 的整數，例如 replay=60。",
            $"“{text}”不是可用的重播速度。请写 1 至 {AsOf.ReplayMost} 的整数，例如 replay=60。",
            $"'{text}' is not a speed to replay at. Write a whole number from 1 to {AsOf.ReplayMost}, such as replay=60."
        );

    public static Refusal ReplayFromNowhere() =>
        new(
            StatusCodes.Status400BadRequest,
            "重播要有起點：請加上 asof，例如 asof=2026-01-08T18:00+08:00&replay=60。",
            "重播要有起点：请加上 asof，例如 asof=2026-01-08T18:00+08:00&replay=60。",
            "A replay needs a moment to begin at: add asof, such as asof=2026-01-08T18:00+08:00&replay=60."
        );

    public static Refusal TooManyReplays(int limit) =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            $"同一時間最多重播 {limit} 個時段，現已全滿；請稍後再試，或閱讀靜止的版面。",
            $"同一时间最多重播 {limit} 个时段，现已全满；请稍后再试，或阅读静止的版面。",
            $"{limit} replays are running, which is as many as run at once. Try again later, or read the page as it stands."
        );

    public static Refusal NoSuchStep() =>
        new(
            StatusCodes.Status400BadRequest,
            "請寫 /moments/previous 或 /moments/next，並以 page 註明本站的版面，例如 page=/boards/adr。",
            "请写 /moments/previous 或 /moments/next，并以 page 注明本站的版面，例如 page=/boards/adr。",
            "Ask for /moments/previous or /moments/next and name a page of this site, such as page=/boards/adr."
        );

    public static Refusal NoEvent(bool later) =>
        later
            ? new(
                StatusCodes.Status404NotFound,
                "此後直至現在，沒有你看得到的下一個事件。",
                "此后直至现在，没有你看得到的下一个事件。",
                "Nothing more has happened since that you may see now."
            )
            : new(StatusCodes.Status404NotFound, "此前的紀錄沒有更早的事件。", "此前的纪录没有更早的事件。", "Nothing earlier is on the record.");

    public static Refusal OnlyNow() =>
        new(
            StatusCodes.Status400BadRequest,
            "這一頁只說現在的情況，沒有過去的版面。",
            "这一页只说现在的情况，没有过去的版面。",
            "This page tells of the present only; it keeps no past. Ask without asof."
        );

    public static Refusal MalformedLocal(string text) =>
        new(
            StatusCodes.Status400BadRequest,
            $"「{text}」不是可用的日期和時間。請寫成 2026-01-08T18:00，並選香港、上海或紐約時間。",
            $"“{text}”不是可用的日期和时间。请写成 2026-01-08T18:00，并选香港、上海或纽约时间。",
            $"'{text}' is not a date and time here. Write 2026-01-08T18:00 and choose the time of Hong Kong, Shanghai or New York."
        );

    public static Refusal RecordMissing(MissingSpan span) =>
        new(
            StatusCodes.Status404NotFound,
            $"{(span.After is { } after ? $"{after} 至 " : "")}{span.Until} 的行情紀錄已損毀，其後至當日結束的行情亦無從確定，故不予顯示。",
            $"{(span.After is { } since ? $"{since} 至 " : "")}{span.Until} 的行情记录已损坏，其后至当日结束的行情也无从确定，故不予显示。",
            $"The record of the market {(span.After is { } from ? $"from {from} " : "")}to {span.Until} is damaged; prices from then to the end of that day cannot be established and are not shown."
        );

    public static Refusal StillStarting() =>
        new(
            StatusCodes.Status503ServiceUnavailable,
            "行情正在載入，請稍後再試。",
            "行情正在载入，请稍后再试。",
            "The tape is being read. Try again in a moment."
        );

    public static Refusal OurFault() =>
        new(
            StatusCodes.Status500InternalServerError,
            "本站出錯，這一頁未能寫成；問題已記錄在案。",
            "本站出错，这一页未能写成；问题已记录在案。",
            "Something broke on our side and this page could not be written. It has been logged."
        );

    public static Refusal TooManySymbols(int count, int limit) =>
        new(
            StatusCodes.Status400BadRequest,
            $"一次最多可問 {limit} 隻證券，這次問了 {count} 隻。",
            $"一次最多可问 {limit} 只证券，这次问了 {count} 只。",
            $"{count} symbols were asked for; the limit is {limit}."
        );

    public static Refusal NoSymbols() =>
        new(
            StatusCodes.Status400BadRequest,
            "請註明證券，例如 symbols=XHKG:00700,XNYS:BABA。",
            "请注明证券，例如 symbols=XHKG:00700,XNYS:BABA。",
            "Name the instruments, such as symbols=XHKG:00700,XNYS:BABA."
        );

    public static Refusal UnknownSymbol(string symbol) =>
        new(StatusCodes.Status404NotFound, $"沒有 {symbol} 這隻證券。", $"没有 {symbol} 这只证券。", $"No instrument is listed as {symbol}.");

    public static Refusal PastDoesNotStream() =>
        new(
            StatusCodes.Status400BadRequest,
            "過去的時刻不會跳動；請改用 /api/v1/quotes，或加上 replay=60 由此重播。",
            "过去的时刻不会跳动；请改用 /api/v1/quotes，或加上 replay=60 由此重播。",
            "A past moment does not tick; ask /api/v1/quotes instead, or add replay=60 to replay from it."
        );
}
