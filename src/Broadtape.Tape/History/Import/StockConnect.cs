using System.Globalization;
using System.Text.Json;
using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>
/// Shares of one mainland exchange that Stock Connect trades, as JSON; the operator says which exchange. Shanghai's codes are numbers,
/// Shenzhen's text. What may only be sold is not in the list of those that may be bought.
/// </summary>
static class StockConnect
{
    const int CodeDigits = 6;

    internal static void Read(ImportFile file, ImportContext context, ImportDraft draft)
    {
        if (context.Terms.Subject is not ("XSHG" or "XSHE") || !Mic.TryParse(context.Terms.Subject, out var market))
            throw file.Refuse(0, "it does not say whose shares it lists: name XSHG or XSHE with --of");
        var (buyable, sellable, row) = (new List<string>(), new List<string>(), 0);
        foreach (var share in JsonList.Read<Share>(file))
        {
            row++;
            var code = share.Symbol.ValueKind switch
            {
                JsonValueKind.Number when share.Symbol.TryGetInt32(out var number) => number.ToString("D6", CultureInfo.InvariantCulture),
                JsonValueKind.String => share.Symbol.GetString()!,
                _ => "",
            };
            if (code.Length != CodeDigits || !CellText.TryDigits(code, out _) || share.ZhName.Length == 0)
                throw file.Refuse(row, $"entry {row} has no code of six digits or no name");
            var symbol = $"{market}:{code}";
            sellable.Add(symbol);
            if (share.TradingAvailable)
                buyable.Add(symbol);
            // Digits and letters of full width are how the exchange prints them, not what anyone types.
            var plain = PlainText.Of(share.ZhName);
            draft.Add(
                new ListedName(plain, null, share.EngName, plain == share.ZhName ? [] : [share.ZhName]).Told(
                    symbol,
                    ListedName.Short,
                    context.Terms.At
                )
            );
        }
        draft.Add(MemberList.Told($"{market} Connect", buyable, context.Terms.At));
        draft.Add(MemberList.Told($"{market} Connect sell", sellable, context.Terms.At));
    }

    sealed record Share(JsonElement Symbol, string EngName, string ZhName, bool TradingAvailable);
}
