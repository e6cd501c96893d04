using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Broadtape.Portal;

/// <summary>
/// What a tape was written from. A tape goes on only from the same source: the synthetic exchange with the same seed and script, or
/// the same recordings; otherwise its prefix and what follows would be two different stories.
/// </summary>
/// <param name="Fingerprint">Hash of everything that decides the events.</param>
sealed record TapeOrigin(string Source, string Fingerprint)
{
    const string FileName = "origin.json";

    public static TapeOrigin OfBox(ulong seed, params IEnumerable<string> texts) =>
        new($"box, seed {seed}", Hash(texts.Prepend(seed.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    /// <summary>The same box over the wire tells another story: what arrives has times of its own.</summary>
    public TapeOrigin OverTheWire() => new($"{Source}, over the wire", Hash([Fingerprint, "wire"]));

    /// <summary>Feeds go on where they are; what they told before is on the tape and is not told again.</summary>
    public static TapeOrigin OfFeeds(string file) => new($"feeds of {Path.GetFileName(file)}", Hash(["feeds"]));

    public static TapeOrigin OfRecordings(IEnumerable<string> files)
    {
        var named = files.Select(f => $"{Path.GetFileName(f)}:{new FileInfo(f).Length}").ToList();
        return new(string.Join(", ", named), Hash(named));
    }

    /// <summary>Writes the origin beside a new tape, or holds it against what is there; a sentence says why not.</summary>
    public string? Settle(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            try
            {
                Directory.CreateDirectory(folder);
                File.WriteAllText(path, JsonSerializer.Serialize(this));
                return null;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return $"A tape cannot be begun in {folder}: {e.Message}";
            }
        }
        var there = JsonSerializer.Deserialize<TapeOrigin>(File.ReadAllText(path));
        return there?.Fingerprint == Fingerprint
            ? null
            : $"The tape in {folder} was written from {there?.Source ?? "something else"}, not from {Source}; name another folder with --data.";
    }

    static string Hash(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts))));
}
