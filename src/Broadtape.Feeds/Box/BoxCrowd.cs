using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Everything that is traded, and who follows whom: receipts their lines, funds their index, warrants their underlying, an index its constituents.</summary>
sealed class BoxCrowd
{
    readonly Dictionary<InstrumentId, BoxTrader> traders = [];
    readonly InstrumentMaster master;
    readonly BoxScript script;

    internal BoxCrowd(InstrumentMaster master, BoxScript script, IReadOnlyDictionary<Mic, BoxMarket> markets, BoxSetup setup)
    {
        (this.master, this.script) = (master, script);
        foreach (var instrument in master.All.Where(script.Trades))
            traders[instrument.Id] = new(instrument, master.TermsOf(instrument.Id), script.Of(instrument), markets[instrument.SessionMarket], setup);
        foreach (var trader in traders.Values)
            Lead(trader);
    }

    /// <summary>Whoever is followed stands before those who follow.</summary>
    internal IEnumerable<BoxTrader> InOrder => traders.Values.OrderBy(t => Rank(t.Instrument));

    void Lead(BoxTrader trader)
    {
        var instrument = trader.Instrument;
        if (script.Of(instrument).Constituents is { Count: > 0 } constituents)
            trader.Follow(new BoxBasket([.. constituents.Select(c => ((IBoxPriced)Named(c.Symbol), c.Shares))]));
        else if (instrument.Depositary is { } depositary && Find(depositary.Underlying) is { } line && Rate is { } rate)
            trader.Follow(new BoxParity(depositary, line, rate));
        else if (instrument.Tracks is { } tracked && Find(tracked) is { } index)
            trader.Follow(new BoxNetAssets(index));
        else if (master.TermsOf(instrument.Id) is { } terms && Find(terms.Underlying) is { } underlying)
            trader.FollowUnderlying(underlying);
    }

    /// <summary>The rate that turns receipts into Hong Kong dollars; null where none is traded.</summary>
    BoxTrader? Rate => traders.Values.FirstOrDefault(t => t.Instrument.Kind == InstrumentKind.FxPair);

    BoxTrader? Find(InstrumentId id) => traders.GetValueOrDefault(id);

    BoxTrader Named(string symbol) => traders.Values.First(t => t.Instrument.Id.Symbol == symbol);

    int Rank(Instrument instrument) =>
        script.Of(instrument).Constituents.Count > 0 ? 1
        : instrument.Tracks is not null ? 2
        : master.TermsOf(instrument.Id) is not null || instrument.Depositary is not null ? 3
        : 0;
}
