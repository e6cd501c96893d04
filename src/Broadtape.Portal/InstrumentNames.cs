using Broadtape.Market;
using Broadtape.Newsroom;

namespace Broadtape.Portal;

/// <summary>The newsroom's question to the markets: which instruments a text names.</summary>
sealed class InstrumentNames : IInstrumentNames
{
    readonly InstrumentMaster master;
    readonly Dictionary<char, (string Name, string Symbol)[]> byFirst;

    public InstrumentNames(InstrumentMaster master)
    {
        this.master = master;
        byFirst = master
            .All.Where(i => i.Kind is not (InstrumentKind.DepositaryReceipt or InstrumentKind.FxPair))
            .SelectMany(i => Spoken(i).Distinct().Select(n => (Name: n, i.Id.Symbol)))
            .GroupBy(n => n.Name)
            .Where(g => g.Select(n => n.Symbol).Distinct().Count() == 1)
            .Select(g => g.First())
            .GroupBy(n => n.Name[0])
            .ToDictionary(g => g.Key, g => g.OrderByDescending(n => n.Name.Length).ToArray());
    }

    public bool Knows(string symbol) => master.FindSymbol(symbol) is not null;

    public IReadOnlyList<(int Start, int Length, string Symbol)> Find(string text)
    {
        var found = new List<(int, int, string)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (!byFirst.TryGetValue(text[at], out var names))
                continue;
            foreach (var (name, symbol) in names)
                if (string.CompareOrdinal(text, at, name, 0, name.Length) == 0 && IsWhole(text, at, name.Length))
                {
                    found.Add((at, name.Length, symbol));
                    at += name.Length - 1;
                    break;
                }
        }
        return found;
    }

    /// <summary>A name that means two instruments is nobody's; short Latin words are words.</summary>
    static IEnumerable<string> Spoken(Instrument i)
    {
        string[] names = [i.Names.ZhHant, i.Names.ZhHans, i.Names.En, .. i.Aliases];
        foreach (var name in names)
            if (name.Length >= (char.IsAscii(name[0]) ? 4 : 2))
                yield return name;
        if (i.Id.Code.Length == 5 && i.Id.Code.All(char.IsAsciiDigit))
            yield return i.Id.Code;
    }

    /// <summary>A Latin name or a code is not a part of a longer word or number.</summary>
    static bool IsWhole(string text, int at, int length) =>
        !char.IsAsciiLetterOrDigit(text[at])
        || (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsAsciiLetterOrDigit(text[at + length]));
}
