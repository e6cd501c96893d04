using Broadtape.Market;
using Broadtape.Portal.Door;

namespace Broadtape.Portal.Api;

/// <summary>The instruments an address names: <c>symbols=XHKG:00700,XNYS:BABA</c>.</summary>
static class SymbolList
{
    public const int Limit = 500;

    /// <summary>In the order named, without repeats.</summary>
    public static bool TryRead(string? symbols, InstrumentMaster master, out List<Instrument> instruments, out Refusal? refusal)
    {
        instruments = [];
        refusal = null;
        var named = (symbols ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().ToList();
        if (named.Count == 0)
            refusal = Refusal.NoSymbols();
        else if (named.Count > Limit)
            refusal = Refusal.TooManySymbols(named.Count, Limit);
        foreach (var symbol in refusal is null ? named : [])
        {
            if (master.FindSymbol(symbol) is { } instrument)
                instruments.Add(instrument);
            else
                refusal ??= Refusal.UnknownSymbol(symbol);
        }
        return refusal is null;
    }
}
