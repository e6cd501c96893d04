using System.Globalization;
using Broadtape.Board;
using Broadtape.Feeds;
using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Portal.AnswerBook;

/// <summary>
/// One session of the answer book: what an exchange does, and between that what a reader must then be shown. It goes through the wire's
/// bytes, the session, the board and the gate; nothing is written down but what was found.
/// </summary>
sealed class AnswerBookSession
{
    static readonly LocalDate Day = new(2026, 1, 9);
    static readonly Mic HongKong = Mic.Parse("XHKG");

    readonly string file;
    readonly Gate gate;
    readonly EventList log = new();
    readonly Board.Boards boards;
    readonly ScriptedExchange exchange;
    readonly List<Answer> answers = [];

    AnswerBookSession(string file, Licence licence, Timetables timetables)
    {
        this.file = file;
        gate = new(licence, timetables);
        exchange = new(Day, InstrumentMaster.Empty, log);
        boards = new(InstrumentMaster.Empty, log, licence.Delays, Moment.Beginning);
    }

    /// <summary>What the session is about.</summary>
    internal string Title { get; private set; } = "";

    internal IReadOnlyList<Answer> Answers => answers;

    /// <summary>
    /// Runs a script: lines of a time, a verb and its words; <c>expect</c> with a viewer, a code, a field and the value printed. Throws
    /// <see cref="FormatException"/> with file and line for what it does not understand.
    /// </summary>
    internal static AnswerBookSession Run(string file, Licence licence, Timetables timetables)
    {
        var session = new AnswerBookSession(Path.GetFileName(file), licence, timetables);
        foreach (var (number, line) in File.ReadLines(file).Index())
            try
            {
                session.Take(number + 1, line.Trim());
            }
            catch (FormatException e)
            {
                throw new FormatException($"{Path.GetFileName(file)}, line {number + 1}: {e.Message}");
            }
        return session;
    }

    void Take(int line, string text)
    {
        if (text.StartsWith("# ", StringComparison.Ordinal) && Title.Length == 0)
            Title = text[2..];
        if (text.Length == 0 || text[0] == '#')
            return;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2)
            throw new FormatException("a line is a time, a verb and its words");
        exchange.Pass(words[0]);
        if (words[1] != "expect")
            exchange.Do(words.AsSpan(1));
        else if (words is [_, _, var viewer, var code, var field, .. var value] && value.Length > 0)
            answers.Add(new(file, line, words[0], viewer, code, field, string.Join(' ', value), Shown(viewer, code, field)));
        else
            throw new FormatException("expect names a viewer, a code, a field and a value");
    }

    string Shown(string viewer, string code, string field)
    {
        boards.Advance(exchange.Now);
        var view = boards.Freeze(exchange.Now);
        if (viewer == "feed")
            return field switch
            {
                "state" => exchange.Channel.State,
                "lost" => exchange.Channel.Lost.ToString(CultureInfo.InvariantCulture),
                "gaps" => exchange.Channel.Gaps.ToString(CultureInfo.InvariantCulture),
                "snapshots" => exchange.Channel.Snapshots.ToString(CultureInfo.InvariantCulture),
                "requests" => exchange.Requests.ToString(CultureInfo.InvariantCulture),
                _ => throw new FormatException($"'{field}' is nothing a feed tells: state, lost, gaps, snapshots, requests"),
            };
        var (reader, surface) = viewer switch
        {
            "free" => (Viewer.Anonymous, Surface.QuotePage),
            "delayed" => (Viewer.Anonymous, Surface.Page),
            "subscriber" => (Viewer.Subscriber, Surface.QuotePage),
            _ => throw new FormatException($"'{viewer}' is no viewer: free, delayed, subscriber, feed"),
        };
        if (code == "market")
            return gate.DiscloseMarket(view, reader, surface).FirstOrDefault(m => m.Key == field) is not { } total ? "absent"
                : total.HasLeast ? "enough"
                : total.Figure.ToString();
        if (view.Instruments.FindSymbol($"{HongKong}:{code}") is not { } instrument)
            return "unknown";
        if (field == "name")
            return instrument.Names.En;
        if (field is "cooling")
            return gate.CoolingEnds(view, reader, surface, instrument) is { } ends
                ? ends.In(DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"]).ToString("HH:mm:ss", CultureInfo.InvariantCulture)
                : "–";
        if (
            field.Length > 3
            && (field.StartsWith("bid", StringComparison.Ordinal) || field.StartsWith("ask", StringComparison.Ordinal))
            && int.TryParse(field[3..], out var level)
        )
            return Level(gate.DiscloseDepth(view, reader, surface, instrument), field[0] == 'b', level);
        var disclosed = gate.Disclose(view, reader, surface, instrument);
        if (field == "state")
            return disclosed.State.ToString().ToLowerInvariant();
        if (!Enum.TryParse<QuoteField>(field, ignoreCase: true, out var asked))
            throw new FormatException($"'{field}' is no field");
        var figure = disclosed[asked];
        return figure.Passport.Absence == Absence.NotLicensed ? "refused" : figure.ToString();
    }

    static string Level(DepthDisclosure depth, bool isBid, int level)
    {
        var rows = isBid ? depth.Bids : depth.Asks;
        return depth.Absence == Absence.NotLicensed ? "refused"
            : level > rows.Count ? "–"
            : $"{rows[level - 1].Price} × {rows[level - 1].Quantity}";
    }
}

/// <summary>One expectation, and what was shown.</summary>
sealed record Answer(string File, int Line, string Time, string Viewer, string Code, string Field, string Expected, string Shown)
{
    internal bool IsRight => Expected == Shown;
}
