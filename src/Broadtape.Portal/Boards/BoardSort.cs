using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadtape.Licensing;

namespace Broadtape.Portal.Boards;

/// <summary>The order a reader asked a board's rows in: <c>?sort=changePercent&amp;order=asc</c>. Links, so that it works without script.</summary>
public readonly record struct BoardSort(QuoteField Field, bool Descending)
{
    /// <summary>Null for the board's own order, and for what is no field.</summary>
    internal static BoardSort? Read(IQueryCollection query) =>
        Enum.TryParse<QuoteField>(query["sort"], ignoreCase: true, out var field) && Enum.IsDefined(field)
            ? new(field, query["order"] != "asc")
            : null;

    internal IReadOnlyList<Disclosure> Sort(IEnumerable<Disclosure> rows)
    {
        var (field, descending) = this;
        return [.. rows.Order(Comparer<Disclosure>.Create((a, b) => Figure.Compare(a[field], b[field], descending)))];
    }

    /// <summary>The rest of a column's head: asked once it runs from the most down, asked again it turns.</summary>
    internal static void AppendHead(StringBuilder html, QuoteField field, BoardSort? now, string words, Func<string, string> address)
    {
        var isSorted = now?.Field == field;
        if (isSorted)
            html.Append(" aria-sort=").Append(now!.Value.Descending ? "descending" : "ascending");
        var order = isSorted && now!.Value.Descending ? "asc" : "desc";
        var link = address($"sort={JsonNamingPolicy.CamelCase.ConvertName(field.ToString())}&order={order}");
        html.Append("><a class=sort href=\"").Append(HtmlEncoder.Default.Encode(link)).Append("\">").Append(words).Append("</a>");
    }
}
