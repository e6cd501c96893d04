using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Broadtape.Simulation;

/// <summary>
/// A bug that somebody could have made: a simulation that does not find it is not looking. All of them are planted into one copy of the
/// sources, each behind its number, so that one build runs with any of them; the sources themselves know nothing of it.
/// </summary>
/// <param name="Place">The code around it, with what is to be changed between « and »; ¶ is the end of a line.</param>
/// <param name="Instead">What stands there instead: a statement for a statement, an expression for an expression.</param>
sealed record Planted(int Number, string What, string File, string Place, string Instead)
{
    /// <summary>The list beside the simulation: fields between bars, a bar of the code written with a backslash.</summary>
    internal static IReadOnlyList<Planted> Read(string repository) =>
        [
            .. System
                .IO.File.ReadLines(Path.Combine(repository, "tests", "Broadtape.Simulation", "planted.txt"))
                .Where(l => l.Length > 0 && l[0] != '#')
                .Select(l => l.Replace("\\|", "\0", StringComparison.Ordinal).Split(" | "))
                .Select(f => f.Select(p => p.Trim().Replace('\0', '|')).ToArray())
                .Select((f, i) => new Planted(i + 1, f[0], Path.Combine("src", "Broadtape." + f[1]), f[2], f[3])),
        ];

    /// <summary>The code it changes.</summary>
    internal string This => Place[(Place.IndexOf('«', StringComparison.Ordinal) + 1)..Place.IndexOf('»', StringComparison.Ordinal)];

    /// <summary>Where that stands in the file's text; throws unless it stands there once.</summary>
    internal int In(string text)
    {
        var parts = Place.Split('«', '»').Select(p => Regex.Escape(p).Replace("¶", @"\s*\n\s*", StringComparison.Ordinal)).ToArray();
        var places = Regex.Matches(text, $"{parts[0]}({parts[1]}){parts[2]}");
        return places.Count == 1
            ? places[0].Groups[1].Index
            : throw new InvalidDataException($"'{What}' can be planted in {places.Count} places of {File}, and has to be in one");
    }

    /// <summary>A file's text with its bugs in it; several may share a place.</summary>
    internal static string Plant(string text, IEnumerable<Planted> bugs)
    {
        foreach (var place in bugs.GroupBy(b => (At: b.In(text), b.This)).OrderByDescending(g => g.Key.At))
        {
            var (at, right) = place.Key;
            text = text.Remove(at, right.Length).Insert(at, Choice(right, [.. place]));
        }
        return text;
    }

    static string Choice(string right, IReadOnlyList<Planted> bugs)
    {
        var code = new StringBuilder();
        var isStatement = right.EndsWith(';');
        foreach (var bug in bugs)
            code.Append(CultureInfo.InvariantCulture, $"{(isStatement ? "if (" : "")}{Switch}.Is({bug.Number})")
                .Append(isStatement ? $") {{ {bug.Instead} }} else " : $" ? ({bug.Instead}) : ");
        return isStatement ? $"{code}{{ {right} }}" : $"({code}({right}))";
    }

    const string Switch = "global::Broadtape.Market.PlantedBug";

    /// <summary>The switch, for the copy alone.</summary>
    internal const string SwitchSource = """
        namespace Broadtape.Market;

        /// <summary>Which of the planted bugs is on.</summary>
        public static class PlantedBug
        {
            /// <summary>None at first.</summary>
            public static int Number;

            /// <summary>Whether it is this one.</summary>
            public static bool Is(int bug) => Number == bug;
        }
        """;
}
