using System.CommandLine;
using System.Globalization;
using System.Text;
using Broadtape.Licensing;
using Broadtape.Portal.AnswerBook;

namespace Broadtape.Portal.Verbs;

/// <summary>Runs the answer book: sessions of an exchange, and what must be shown at which moment.</summary>
static class AnswerBookVerb
{
    public static Command Command()
    {
        var folder = new Option<string>("--folder") { Description = "Folder of the sessions", DefaultValueFactory = _ => SiteFiles.AnswerBook() };
        var page = new Option<string?>("--page") { Description = "Writes the result as a page of Markdown" };
        var command = new Command("answerbook", "Run the answer book: what must be shown at which moment") { folder, page };
        command.SetAction(parsed => Run(parsed.GetValue(folder)!, parsed.GetValue(page)));
        return command;
    }

    static int Run(string folder, string? page)
    {
        IReadOnlyList<AnswerBookSession> sessions;
        try
        {
            sessions = Sessions(folder);
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
        foreach (var session in sessions)
        {
            Console.WriteLine($"{session.Title}: {session.Answers.Count(a => a.IsRight)} of {session.Answers.Count}");
            foreach (var wrong in session.Answers.Where(a => !a.IsRight))
                Console.WriteLine(
                    $"  {wrong.File}, line {wrong.Line}, {wrong.Time}: {wrong.Viewer} {wrong.Code} {wrong.Field} is {wrong.Shown}, not {wrong.Expected}"
                );
        }
        if (page is not null)
            File.WriteAllText(page, Page(sessions));
        return sessions.All(s => s.Answers.All(a => a.IsRight)) ? 0 : 1;
    }

    /// <summary>Every session of the folder, run.</summary>
    internal static IReadOnlyList<AnswerBookSession> Sessions(string folder)
    {
        var licenceFile = SiteFiles.FoundingDay("licence.csv");
        var licence = Licence.Parse(File.ReadAllText(licenceFile), licenceFile);
        var timetables = Reference.Load().Timetables;
        return [.. Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal).Select(f => AnswerBookSession.Run(f, licence, timetables))];
    }

    /// <summary>The result as it is published: each session with every expectation and what was shown.</summary>
    internal static string Page(IReadOnlyList<AnswerBookSession> sessions)
    {
        var text = new StringBuilder();
        var all = sessions.Sum(s => s.Answers.Count);
        text.AppendLine("# Answer book").AppendLine();
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"Sessions of a scripted exchange, message by message over two lines, and what a reader must be shown at which moment: {sessions.Sum(s => s.Answers.Count(a => a.IsRight))} of {all} as expected. `./broadtape answerbook` runs it; the scripts are in [samples/answer-book](../samples/answer-book)."
        );
        foreach (var session in sessions)
        {
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"## {session.Title}").AppendLine();
            text.AppendLine("| time | reader | of | field | expected | shown |").AppendLine("|---|---|---|---|---|---|");
            foreach (var a in session.Answers)
                text.AppendLine(
                    CultureInfo.InvariantCulture,
                    $"| {a.Time} | {a.Viewer} | {a.Code} | {a.Field} | {a.Expected} | {(a.IsRight ? a.Shown : $"**{a.Shown}**")} |"
                );
        }
        return text.ToString();
    }
}
