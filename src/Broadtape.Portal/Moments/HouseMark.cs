using System.IO.Hashing;
using System.Text;

namespace Broadtape.Portal.Moments;

/// <summary>
/// One word for everything that decides a page beside its address, its viewer and the tape: the program, what it was built with, and the
/// files it was started with. Another build or another licence draws other pages.
/// </summary>
sealed record HouseMark(string Text)
{
    /// <param name="further">What stands in no file of the program's: the licence, the origin of the tape.</param>
    public static HouseMark Of(params ReadOnlySpan<string> further)
    {
        var hash = new XxHash128();
        foreach (var file in Files().Order(StringComparer.Ordinal))
        {
            hash.Append(Encoding.UTF8.GetBytes(Path.GetRelativePath(AppContext.BaseDirectory, file)));
            hash.Append(File.ReadAllBytes(file));
        }
        foreach (var text in further)
            hash.Append(Encoding.UTF8.GetBytes(text));
        return new(Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    static IEnumerable<string> Files() =>
        [
            .. Directory.EnumerateFiles(AppContext.BaseDirectory, "*roadtape*.dll"),
            .. Directory.EnumerateFiles(Path.GetDirectoryName(SiteFiles.Reference("_"))!),
            .. Directory.EnumerateFiles(Path.GetDirectoryName(SiteFiles.FoundingDay("_"))!),
            .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot"), "*", SearchOption.AllDirectories),
        ];
}
