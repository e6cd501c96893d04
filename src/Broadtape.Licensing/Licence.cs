using System.Globalization;
using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>One row: a field class, for a kind of viewer, on a surface.</summary>
/// <param name="Class">hk-bmp, hk-level1, us-level1, fx, recording, other, or family:NAME for an index or futures family (R12, R16).</param>
/// <param name="Delay">Null: not licensed, hidden.</param>
public sealed record Grant(string Class, ViewerKind Viewer, Surface Surface, Delay? Delay);

/// <summary>What a field class is called, whose it is, and the words its owner asks for.</summary>
/// <param name="Attribution">Null where none is asked for.</param>
public sealed record LicenceClass(string Class, Names Names, Names? Attribution);

/// <summary>What the operator may show to whom, and how late: read from a file, not from code.</summary>
public sealed class Licence
{
    readonly Dictionary<(string, ViewerKind, Surface), Delay?> grants = [];

    Licence(string name, IReadOnlyList<Grant> rows, IReadOnlyList<LicenceClass> classes)
    {
        Name = name;
        Rows = rows;
        Classes = classes;
        foreach (var row in rows)
            grants[(row.Class, row.Viewer, row.Surface)] = row.Delay;
        Delays =
        [
            .. rows.Select(r => r.Delay).OfType<Delay>().Append(Delay.None).Distinct().Order(Comparer<Delay>.Create((a, b) => a.Minutes - b.Minutes)),
        ];
    }

    /// <summary>The file's own name for itself, printed at start.</summary>
    public string Name { get; }
    public IReadOnlyList<Grant> Rows { get; }
    public IReadOnlyList<LicenceClass> Classes { get; }

    /// <summary>Every delay a board must be kept for.</summary>
    public IReadOnlyList<Delay> Delays { get; }

    /// <summary>Null: not licensed. A combination no row names is not licensed.</summary>
    internal Delay? DelayOf(string fieldClass, ViewerKind viewer, Surface surface) => grants.GetValueOrDefault((fieldClass, viewer, surface));

    /// <summary>
    /// Lines "#" are remarks, the first of them "# licence: NAME"; "class,NAME,zh-Hant,zh-Hans,en,attribution zh-Hant,zh-Hans,en" names a
    /// class; "grant,CLASS,VIEWER|*,SURFACE|*,MINUTES|none" grants, a later row over an earlier one. Throws <see cref="ReferenceException"/>.
    /// </summary>
    public static Licence Parse(string text, string file)
    {
        string? name = null;
        var rows = new List<Grant>();
        var classes = new Dictionary<string, LicenceClass>();
        foreach (var (index, raw) in text.Split('\n').Index())
        {
            var line = raw.Trim();
            if (line.StartsWith("# licence:", StringComparison.Ordinal))
                name ??= line["# licence:".Length..].Trim();
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            ReferenceException Wrong(string reason) => new(file, index + 1, reason);
            switch (cells)
            {
                case ["class", { Length: > 0 } id, var hant, var hans, var en, var byHant, var byHans, var byEn]:
                    if (!classes.TryAdd(id, new(id, new(hant, hans, en), byHant.Length == 0 ? null : new(byHant, byHans, byEn))))
                        throw Wrong($"the class '{id}' stands here twice");
                    break;
                case ["grant", var id, var viewer, var surface, var delay]:
                    if (!classes.ContainsKey(id))
                        throw Wrong($"the class '{id}' is not named above");
                    foreach (var v in Each<ViewerKind>(viewer) ?? throw Wrong($"'{viewer}' is no kind of viewer"))
                    foreach (var s in Each<Surface>(surface) ?? throw Wrong($"'{surface}' is no surface"))
                        rows.Add(new(id, v, s, ReadDelay(delay) ?? throw Wrong($"'{delay}' is neither minutes nor none")));
                    break;
                default:
                    throw Wrong("is neither a class with its names and attribution nor a grant of five cells");
            }
        }
        if (rows.Count == 0)
            throw new ReferenceException(file, 1, "grants nothing");
        return new(
            name ?? throw new ReferenceException(file, 1, "has no line '# licence: NAME'"),
            [.. rows.Select(r => r with { Delay = r.Delay?.Minutes < 0 ? null : r.Delay })],
            [.. classes.Values]
        );
    }

    static IEnumerable<T>? Each<T>(string text)
        where T : struct, Enum =>
        text == "*" ? Enum.GetValues<T>()
        : Enum.TryParse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var value) ? [value]
        : null;

    /// <summary>None is told as a negative delay until the row stands.</summary>
    static Delay? ReadDelay(string text) =>
        text == "none" ? new Delay(-1)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) ? new Delay(minutes)
        : null;
}
