using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Broadtape.Market;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Feeds;

/// <summary>
/// A LEAN tick archive as a feed: one instrument's trades or quotes of one day, in milliseconds since New York's midnight and
/// ten-thousandths of a dollar. The folder is the ticker. A record was received when it happened: the archive keeps one time.
/// </summary>
sealed partial class LeanFeed : IFeed, IDisposable
{
    static readonly DateTimeZone NewYork = DateTimeZoneProviders.Tzdb["America/New_York"];

    /// <summary>Where a ticker is listed, as far as we know; another is put on XNYS and says so by its listing date.</summary>
    static readonly Dictionary<string, string> Listings = new() { ["SPY"] = "ARCX" };

    static readonly (LocalTime From, SessionPhase Phase)[] Day =
    [
        (new(4, 0), SessionPhase.PreMarket),
        (new(9, 30), SessionPhase.Continuous),
        (new(16, 0), SessionPhase.AfterHours),
        (new(20, 0), SessionPhase.Closed),
    ];

    readonly string file;
    readonly bool trades;
    readonly ZipArchive archive;
    readonly StreamReader lines;
    readonly InstrumentNumbers numbers;
    readonly InstrumentId id;
    readonly LocalDate date;
    readonly Moment midnight;
    long line;
    long offset;
    int phase;
    long tradeId;
    string? upcoming;
    long upcomingOffset;

    internal LeanFeed(string file, InstrumentNumbers numbers)
    {
        this.file = file;
        this.numbers = numbers;
        if (
            Name().Match(Path.GetFileName(file)) is not { Success: true } name
            || LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(name.Groups["date"].Value) is not { Success: true } day
        )
            throw new CaptureException(file, 0, "this is no LEAN tick archive: its name is not like 20131007_trade.zip");
        var ticker = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file)))!.ToUpperInvariant();
        trades = name.Groups["kind"].Value == "trade";
        date = day.Value;
        midnight = Moment.From(date.AtMidnight(), NewYork);
        id = new(Mic.Parse(Listings.GetValueOrDefault(ticker, "XNYS")), ticker, date);
        try
        {
            archive = ZipFile.OpenRead(file);
            lines = new(archive.Entries.Single().Open(), Encoding.ASCII);
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            throw new CaptureException(file, 0, $"this is no LEAN tick archive: {e.Message}");
        }
        Peek();
    }

    public Moment? Next { get; private set; }

    public void Advance(Moment until, IMarketEvents events)
    {
        while (Next is { } next && next <= until)
        {
            Receive(next, events);
            Peek();
        }
    }

    void Peek()
    {
        Next = null;
        upcomingOffset = offset;
        try
        {
            upcoming = lines.ReadLine();
        }
        catch (InvalidDataException e)
        {
            throw new CaptureException(file, offset, $"cannot be unpacked further: {e.Message}");
        }
        if (upcoming is null)
            return;
        line++;
        offset += upcoming.Length + 1;
        var milliseconds = Number(upcoming.Split(',', 2)[0]);
        if (milliseconds > NodaConstants.MillisecondsPerDay)
            throw Wrong($"{milliseconds} milliseconds after midnight are another day's");
        var time = midnight + Duration.FromMilliseconds(milliseconds);
        Next = time;
    }

    void Receive(Moment time, IMarketEvents events)
    {
        var local = time.In(NewYork);
        while (phase < Day.Length && local.LocalDateTime >= date + Day[phase].From)
        {
            events.Accept(
                MarketEvent.Of(
                    new EventStamp(InstrumentNumber.None, time, time, EventSource.LeanTicks),
                    new SessionChange(id.Mic, Day[phase].Phase, date)
                )
            );
            phase++;
        }
        var extended = phase - 1 is >= 0 and var now && Day[now].Phase != SessionPhase.Continuous;
        var number = numbers.Of(new(id, InstrumentKind.Equity, ListedAssumed: true), time, time, EventSource.LeanTicks, events);
        var stamp = new EventStamp(number, time, time, EventSource.LeanTicks);
        var cells = upcoming!.Split(',');
        if (cells.Length != (trades ? 6 : 8))
            throw Wrong($"{cells.Length} cells where {(trades ? 6 : 8)} belong");
        if (trades)
        {
            var conditions = extended ? TradeConditions.ExtendedHours : TradeConditions.None;
            if (cells[5] == "1")
                conditions |= TradeConditions.Suspicious;
            events.Accept(MarketEvent.Of(stamp, new Trade(PriceOf(cells[1]), new(Number(cells[2])), ++tradeId, conditions)));
        }
        else if (cells[7] != "1")
            events.Accept(MarketEvent.Of(stamp, new TopOfBook(PriceOf(cells[1]), new(Number(cells[2])), PriceOf(cells[3]), new(Number(cells[4])))));
    }

    Price PriceOf(string text) => new(Number(text) * 100);

    long Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= NumberBelieved
            ? number
            : throw Wrong($"'{text}' is not a whole number of at most {NumberBelieved}");

    /// <summary>No price in ten-thousandths and no size is larger.</summary>
    const long NumberBelieved = uint.MaxValue;

    CaptureException Wrong(string reason) => new(file, upcomingOffset, $"line {line}: {reason}");

    public void Dispose()
    {
        lines.Dispose();
        archive.Dispose();
    }

    [GeneratedRegex(@"^(?<date>\d{8})_(?<kind>trade|quote)\.zip$")]
    private static partial Regex Name();
}
