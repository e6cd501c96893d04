using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Broadtape.Tests.Architecture;

/// <summary>The plan of the house, held against the house.</summary>
public sealed class House
{
    internal static readonly Dictionary<string, string[]> MayReference = new()
    {
        ["Market"] = [],
        ["Feeds"] = ["Market"],
        ["Tape"] = ["Market"],
        ["Board"] = ["Market"],
        ["Licensing"] = ["Market", "Board"],
        ["Stream"] = ["Market", "Board", "Licensing"],
        ["Newsroom"] = ["Market"],
        ["Portal"] = ["Market", "Feeds", "Tape", "Board", "Licensing", "Stream", "Newsroom"],
        ["Analyzers"] = [],
    };

    static IEnumerable<string> Sources(string room) =>
        Directory
            .EnumerateFiles(Path.Combine(Repository.Root, "src", $"Broadtape.{room}"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/") && !f.Contains("/bin/"));

    [Fact]
    public void Projects_reference_only_what_the_table_allows()
    {
        foreach (var (room, allowed) in MayReference)
        {
            var project = XDocument.Load(Path.Combine(Repository.Root, "src", $"Broadtape.{room}", $"Broadtape.{room}.csproj"));
            var referenced = project
                .Descendants("ProjectReference")
                .Where(r => r.Attribute("OutputItemType") is null)
                .Select(r => Regex.Match((string)r.Attribute("Include")!, @"Broadtape\.(\w+)\.csproj").Groups[1].Value);
            Assert.Empty(referenced.Except(allowed).Select(r => $"{room} references {r}"));
        }
        Assert.Equal(
            MayReference.Keys.Order(),
            Directory.GetDirectories(Path.Combine(Repository.Root, "src")).Select(d => Path.GetFileName(d)["Broadtape.".Length..]).Order()
        );
    }

    [Fact]
    public void No_folder_is_a_drawer()
    {
        string[] drawers =
        [
            "Common",
            "Core",
            "Shared",
            "Utils",
            "Helpers",
            "Services",
            "Models",
            "Managers",
            "Infrastructure",
            "Abstractions",
            "Extensions",
            "Misc",
        ];
        var found = Directory
            .EnumerateDirectories(Path.Combine(Repository.Root, "src"), "*", SearchOption.AllDirectories)
            .Where(d => !d.Contains("/obj") && !d.Contains("/bin") && drawers.Contains(Path.GetFileName(d), StringComparer.OrdinalIgnoreCase));
        Assert.Empty(found);
    }

    [Fact]
    public void Every_link_in_the_documents_leads_somewhere()
    {
        var wrong =
            from file in Directory
                .EnumerateFiles(Repository.Root, "*.md")
                .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            from Match link in Regex.Matches(File.ReadAllText(file), @"\]\((?<to>[^)#\s]+)\)")
            let to = link.Groups["to"].Value
            where !to.StartsWith("http", StringComparison.Ordinal)
            let path = Path.Combine(Path.GetDirectoryName(file)!, to)
            where !File.Exists(path) && !Directory.Exists(path)
            select $"{Path.GetFileName(file)}: {to}";
        Assert.Empty(wrong);
    }

    [Fact]
    public void The_newcomers_minute_finds_its_files_and_verbs()
    {
        var rows = Regex.Matches(
            Repository.Read("ARCHITECTURE.md"),
            @"^\| \w+ \| \[[^\]]+\]\((?<file>[^)]+)\) \| `(?<verb>\w+)` \|$",
            RegexOptions.Multiline
        );
        Assert.True(rows.Count >= 10);
        foreach (Match row in rows)
            Assert.Matches($@"\b{row.Groups["verb"].Value}(<\w+>)?\(", Repository.Read(row.Groups["file"].Value));
    }

    [Fact]
    public void Feeds_tape_and_board_meet_only_where_the_house_is_wired()
    {
        var meeting = Sources("Portal")
            .Where(f => File.ReadAllText(f) is var text && text.Contains("Tape.Tape ") && text.Contains("Boards") && text.Contains("IFeed"))
            .Select(Path.GetFileName)
            .Order();
        Assert.Equal(["Pipeline.cs"], meeting);
    }
}
