namespace Broadtape.Tape.History.Import;

/// <summary>The Hang Seng Index's constituents on a day, with HKEX's short names: a table that begins with a byte order mark.</summary>
static class HsiConstituents
{
    const string Header = "\uFEFFStock Code,Stock Name";

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        using var rows = CsvRows.Open(file, Header);
        var members = new List<string>();
        while (rows.Next())
        {
            if (YahooSymbol.Read(rows.Text(0), context) is not { } symbol)
                throw rows.Refuse($"'{rows[0]}' is not a code such as 0005.HK");
            if (Names(rows.Text(1)) is not ({ Length: > 0 } en, { Length: > 0 } zh))
                throw rows.Refuse("the name is not an English one and a Chinese one");
            members.Add($"{symbol.Mic}:{symbol.Code}");
            draft.Add(new ListedName(zh, null, en, HkListings.Aliases(zh)).Told(members[^1], ListedName.Short, context.Terms.At));
        }
        draft.Add(MemberList.Told("HSI", members, context.Terms.At));
    }

    /// <summary>English up to the first ideograph, Chinese from there; the table breaks its lines anywhere and has characters of its typesetter's.</summary>
    static (string En, string Zh) Names(string cell)
    {
        var text = string.Join(' ', PlainText.Of(cell).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            .Replace(" - ", "-", StringComparison.Ordinal);
        var chinese = text.AsSpan().IndexOfAnyInRange('\u4E00', '\u9FFF');
        return chinese < 0 ? (text, "") : (text[..chinese].Trim(), text[chinese..]);
    }
}
