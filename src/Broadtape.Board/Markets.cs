using Broadtape.Market;
using NodaTime;

namespace Broadtape.Board;

/// <summary>
/// All of a board but the pages of its instruments: who has which number, what the markets say of themselves and as a whole, the exchange's
/// news. A fold of the same events, and cheap: it is what a past board is given before anybody asks for a quote. One writer.
/// </summary>
sealed class Markets
{
    static readonly LocalDate Epoch = new(1970, 1, 1);

    /// <summary>By number, the place of its market in <see cref="states"/>; place 0 is nobody's.</summary>
    readonly List<short> places;
    readonly Dictionary<string, MarketFigure> figures;
    readonly ExchangeNews news;
    readonly Spelling naming = new();
    MarketState[] states;
    Roster roster;
    bool rosterShared;

    internal Markets(InstrumentMaster master) => (places, figures, news, states, roster) = ([0], [], new(), [], new(master));

    Markets(Markets other)
    {
        (places, figures, news) = ([.. other.places], new(other.figures), other.news.Copy());
        (states, roster, rosterShared, Position) = ([.. other.states], other.roster, true, other.Position);
        naming.Begin(other.naming.Begun);
        other.rosterShared = true;
    }

    /// <summary>Events taken so far.</summary>
    internal long Position { get; private set; }

    internal Roster Roster => roster;

    internal ReadOnlySpan<MarketState> States => states;

    /// <summary>Markets that go on from here for themselves.</summary>
    internal Markets Copy() => new(this);

    internal short PlaceOf(int number) => places[number];

    /// <summary>Of a market that has been heard of.</summary>
    internal int PlaceOf(Mic market) => Array.FindIndex(states, s => s.Mic == market);

    /// <summary>Takes what an event says of the markets. True when it is of one instrument: its page has to take it too.</summary>
    internal bool Take(in MarketEvent e)
    {
        Position++;
        switch (e.Kind)
        {
            case EventKind.Listing:
                List(e);
                return true;
            case EventKind.Session:
                Enter(e);
                return false;
            case EventKind.Heartbeat:
                ref var alive = ref StateOf(e.AsHeartbeat().Market);
                alive.IsSilent = false;
                Hear(ref alive, e);
                return false;
            case EventKind.MarketTurnover:
                var segment = e.AsMarketTurnover();
                Note(e, $"turnover:{segment.Segment}:{segment.Currency}", segment.Turnover.Thousandths);
                Hear(ref StateOf(segment.Market), e);
                return false;
            case EventKind.ConnectQuota:
                var quota = e.AsConnectQuota();
                Note(e, $"quota:{quota.Link}", quota.Balance);
                return false;
            case EventKind.ConnectTurnover:
                var connect = e.AsConnectTurnover();
                Note(e, $"connect:{connect.Link}", connect.Total, connect.Buy, connect.Sell);
                return false;
            case EventKind.News:
                news.Begin(e.AsNews(), e.ExchangeTime, e.Source);
                return false;
            case EventKind.Words when e.Instrument == InstrumentNumber.None:
                news.Take(e.AsWords());
                return false;
            case EventKind.Silence:
                StateOf(e.AsSilence().Market).IsSilent = true;
                return false;
        }
        var number = e.Instrument.Value;
        if ((uint)number > (uint)roster.Count || number == 0)
            throw new InvalidOperationException($"event {Position - 1} speaks of instrument {number}, which was never listed");
        Hear(ref states[places[number]], e);
        if (e.Kind == EventKind.Words)
            Name(number, e.AsWords());
        return true;
    }

    void List(in MarketEvent e)
    {
        var number = e.Instrument.Value;
        if (number != roster.Count + 1)
            throw new InvalidOperationException($"event {Position - 1} lists instrument {number}; the next is {roster.Count + 1}");
        Unshare();
        roster.List(e.AsListing());
        places.Add(Place(roster[number].SessionMarket));
    }

    void Name(int number, in Words words)
    {
        if (!roster.TakesNamesOf(number) || naming.Take(words) is not { } text)
            return;
        Unshare();
        roster.Name(number, words.Of, text);
    }

    void Unshare()
    {
        if (rosterShared)
            (roster, rosterShared) = (roster.Copy(), false);
    }

    void Enter(in MarketEvent e)
    {
        var change = e.AsSession();
        ref var market = ref StateOf(change.Market);
        (market.Phase, market.HasPhase, market.PhaseTime) = (change.Phase, true, e.ExchangeTime);
        market.Day = DayOf(change);
        Hear(ref market, e);
    }

    /// <summary>Days since 1970.</summary>
    internal static int DayOf(in SessionChange change) => Period.DaysBetween(Epoch, change.TradingDay);

    static void Hear(ref MarketState market, in MarketEvent e) => market.Heard = Moment.Max(market.Heard, e.ReleaseTime);

    ref MarketState StateOf(Mic mic)
    {
        // The list may be replaced by a longer one first.
        var place = Place(mic);
        return ref states[place];
    }

    short Place(Mic mic)
    {
        for (var i = 0; i < states.Length; i++)
            if (states[i].Mic == mic)
                return (short)i;
        Array.Resize(ref states, states.Length + 1);
        states[^1].Mic = mic;
        return (short)(states.Length - 1);
    }

    void Note(in MarketEvent e, string key, long? first, long? second = null, long? third = null) =>
        figures[key] = new(key, first, second, third, e.ExchangeTime, e.Source);

    /// <summary>The markets as they stand, with the pages of a board at the same position; for any thread.</summary>
    internal BoardFrame Freeze(Moment horizon, Page?[] pages, UnreadPages? unread)
    {
        rosterShared = true;
        return new(horizon, Position, pages, unread, [.. states], roster) { MarketFigures = [.. figures.Values], News = news.Pages };
    }

    internal void Save(CheckpointWriter writer)
    {
        writer.Write(Position);
        writer.Write(roster.Version);
        writer.Write<MarketState>(states);
        writer.Write(figures.Count);
        foreach (var figure in figures.Values)
        {
            writer.WriteText(figure.Key);
            writer.Write(figure.First ?? long.MinValue);
            writer.Write(figure.Second ?? long.MinValue);
            writer.Write(figure.Third ?? long.MinValue);
            writer.Write(figure.Time);
            writer.Write(figure.Source);
        }
        news.Save(writer);
        writer.Write(naming.Begun);
    }

    /// <param name="rosterOf">The roster of a version; null when it cannot be had.</param>
    internal static Markets? Restore(InstrumentMaster master, ref CheckpointReader reader, Func<long, Roster?> rosterOf)
    {
        var markets = new Markets(master) { Position = reader.Read<long>() };
        if (rosterOf(reader.Read<long>()) is not { } roster)
            return null;
        (markets.roster, markets.rosterShared) = (roster, true);
        markets.states = reader.ReadSpan<MarketState>().ToArray();
        for (var number = 1; number <= roster.Count; number++)
            markets.places.Add(markets.Place(roster[number].SessionMarket));
        for (var left = reader.Read<int>(); left > 0; left--)
        {
            var key = reader.ReadText();
            markets.figures[key] = new(
                key,
                Said(reader.Read<long>()),
                Said(reader.Read<long>()),
                Said(reader.Read<long>()),
                reader.Read<Moment>(),
                reader.Read<EventSource>()
            );
        }
        markets.news.Restore(ref reader);
        markets.naming.Begin(reader.ReadSpan<byte>());
        return markets;
    }

    static long? Said(long value) => value == long.MinValue ? null : value;
}
