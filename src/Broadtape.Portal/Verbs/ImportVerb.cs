using System.CommandLine;
using Broadtape.Newsroom;

namespace Broadtape.Portal.Verbs;

/// <summary>Takes files into the newsroom; says what it took, what it refused and why.</summary>
static class ImportVerb
{
    public static Command Command()
    {
        var kind = new Argument<string>("KIND") { Description = "articles or site" }.AcceptOnlyFromAmong("articles", "site");
        var files = new Argument<string[]>("FILE")
        {
            Description = "Markdown files or folders of them; a site's YAML",
            Arity = ArgumentArity.OneOrMore,
        };
        var data = new Option<string>("--data") { Description = "Folder of the newsroom", DefaultValueFactory = _ => "./data" };
        var command = new Command("import", "Import articles or a site's shape") { kind, files, data };
        command.SetAction(parsed => Import(parsed.GetValue(kind)!, parsed.GetValue(files)!, parsed.GetValue(data)!));
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
