using System.Globalization;

namespace Broadtape.Tape.History.Import;

/// <summary>Companies listed in Hong Kong with their legal names in Traditional Chinese and English, as JSON.</summary>
static class HkListings
{
    /// <summary>Legal forms, which nobody says.</summary>
    static readonly string[] Forms = ["股份有限公司", "有限公司"];

    /// <summary>Two ways to write one character, of which the registers write one and the exchange the other.</summary>
    static readonly (char, char)[] Variants = [('匯', '滙'), ('衛', '衞'), ('恒', '恆')];

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        var row = 0;
        foreach (var company in JsonList.Read<Company>(file))
        {
            row++;
            if (company.Symbol is < 1 or > 99_999 || company.ZhName.Length == 0 || company.EngName.Length == 0)
                throw file.Refuse(row, $"entry {row} has no code or no name");
            var name = Forms
                .Where(f => company.ZhName.EndsWith(f, StringComparison.Ordinal))
                .Select(f => company.ZhName[..^f.Length])
                .FirstOrDefault(company.ZhName);
            draft.Add(
                new ListedName(name, null, company.EngName, Aliases(company.ZhName, name)).Told(
                    string.Create(CultureInfo.InvariantCulture, $"XHKG:{company.Symbol:D5}"),
                    ListedName.Legal,
                    context.Terms.At
                )
            );
        }
    }

    /// <summary>What else finds it: the whole legal name, and each with its characters written the other way.</summary>
    internal static IReadOnlyList<string> Aliases(params ReadOnlySpan<string> names)
    {
        var aliases = new List<string>();
        foreach (var name in names)
        {
            aliases.Add(name);
            foreach (var (one, other) in Variants)
                if (name.Contains(one, StringComparison.Ordinal))
                    aliases.Add(name.Replace(one, other));
                else if (name.Contains(other, StringComparison.Ordinal))
                    aliases.Add(name.Replace(other, one));
        }
        return [.. aliases.Distinct(StringComparer.Ordinal)];
    }

    sealed record Company(int Symbol, string EngName, string ZhName, string Url);
}
