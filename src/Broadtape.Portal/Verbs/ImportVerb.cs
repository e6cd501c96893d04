using System.CommandLine;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Tape.History.Import;

namespace Broadtape.Portal.Verbs;

/// <summary>Takes files into the newsroom or the history; says what it took, what it refused and why.</summary>
static class ImportVerb
{
    static readonly string[] NewsroomKinds = ["articles", "site"];

    public static Command Command()
    {
        string[] kinds = [.. NewsroomKinds, .. HistoryKinds.Names];
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", kinds) }.AcceptOnlyFromAmong(kinds);
        var files = new Argument<string[]>("FILE")
        {
            Description = "Markdown files or folders of them; a site's YAML; files of history, plain, .gz, .zst or .zip",
            Arity = ArgumentArity.OneOrMore,
        };
        var data = new Option<string>("--data") { Description = "Folder of the newsroom and the history", DefaultValueFactory = _ => "./data" };
        var known = new Option<Moment?>("--known")
        {
            Description = "From when what history brings is known, ISO 8601 with an offset; else from now",
            CustomParser = result =>
            {
                if (Moment.TryParse(result.Tokens[0].Value, out var moment))
                    return moment;
                result.AddError($"--known '{result.Tokens[0].Value}' is not ISO 8601 with an offset, such as 2026-01-09T10:00:00+08:00");
                return null;
            },
        };
        var asPublished = new Option<bool>("--as-published") { Description = "Each row is known from the end of its own day: for archives" };
        var subject = new Option<string?>("--of") { Description = "The symbol or market a file speaks of where it does not say, such as XHKG:HSI" };
        var instruments = new Option<string?>("--instruments") { Description = "A file of further instruments" };
        var command = new Command("import", "Import articles, a site's shape, or history")
        {
            kind,
            files,
            data,
            known,
            asPublished,
            subject,
            instruments,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(known) is not null && result.GetValue(asPublished))
                result.AddError("--known and --as-published say two different things");
        });
        command.SetAction(parsed =>
            NewsroomKinds.Contains(parsed.GetValue(kind))
                ? Import(parsed.GetValue(kind)!, parsed.GetValue(files)!, parsed.GetValue(data)!)
                : ImportHistory.Run(
                    new(
                        parsed.GetValue(kind)!,
                        parsed.GetValue(files)!,
                        parsed.GetValue(known) ?? Moment.From(NodaTime.Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())),
                        parsed.GetValue(asPublished),
                        parsed.GetValue(subject)
                    ),
                    parsed.GetValue(data)!,
                    parsed.GetValue(instruments)
                )
        );
        return command;
    }

    /// <summary>The demo's own site and articles; taken at every start, changing nothing when they are there.</summary>
    public static void DemoSite(Newsroom.Newsroom newsroom)
    {
        var site = SiteFiles.DemoSite("site.yaml");
        newsroom.ImportSite(File.ReadAllText(site), site);
        var report = newsroom.ImportArticles(Texts([SiteFiles.DemoSite("articles")]));
        if (report.Refused.Count > 0)
            throw new RefusedException(report.ToString());
    }

    static int Import(string kind, string[] files, string data)
    {
        try
        {
            using var newsroom = Newsroom.Newsroom.Open(data, new InstrumentNames(Reference.Instruments()));
            var report = kind == "site" ? newsroom.ImportSite(File.ReadAllText(files[0]), files[0]) : newsroom.ImportArticles(Texts(files));
            Console.WriteLine(report);
            return report.Refused.Count == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is ImportException or FileNotFoundException or DirectoryNotFoundException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }

    static IEnumerable<(string Text, string File)> Texts(IEnumerable<string> paths) =>
        paths
            .SelectMany(p => Directory.Exists(p) ? Directory.EnumerateFiles(p, "*.md").Order(StringComparer.Ordinal) : (IEnumerable<string>)[p])
            .Select(p => (File.ReadAllText(p), p));
}
