using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// A whole feed: every channel's lines, the retransmission service and the refresh channels, into what one listener hears. It owns no
/// socket and no clock: packets and time are handed in by one thread, so that a simulation runs the very same.
/// </summary>
sealed class OmdSession : IOmdRetransmitted
{
    /// <summary>Held messages between two gaps that are asked for again rather than asking twice.</summary>
    const uint Island = 50;

    /// <summary>Servers tried for one gap before a snapshot is taken instead.</summary>
    const int AttemptsMost = 3;

    /// <summary>A server's refusal: it does not have what is asked for.</summary>
    const byte NotAvailable = 2;

    /// <summary>How far one line may be behind the other, in nanoseconds.</summary>
    const ulong LinesApart = 1_000_000_000;

    static readonly Duration AliveEvery = Duration.FromSeconds(2);
    static readonly LocalTime DayBegins = new(6, 0);

    /// <summary>After this, silence is normal.</summary>
    static readonly LocalTime DayEnds = new(18, 30);
    static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Hong_Kong"];

    readonly OmdSettings settings;
    readonly OmdRetransmission? retransmission;
    readonly Dictionary<ushort, OmdReception> byId;
    IOmdListener listener;
    Signals signals;
    Moment now;
    Moment alive;
    LocalDate day;
    bool silent;

    /// <summary>What was said before on this day may stand on the tape already.</summary>
    bool resumes;

    /// <param name="resumes">Another session has listened before: what it heard is not asked for again.</param>
    internal OmdSession(OmdSettings settings, IOmdConnection? connection, OmdQuota quota, IOmdListener listener, bool resumes = false)
    {
        (this.settings, this.listener, this.resumes, signals) = (settings, listener, resumes, new(this));
        Receptions = [.. settings.Channels.Select(c => new OmdReception(c, settings))];
        DisasterRecovery = settings.DisasterRecovery is { } own ? new(own, settings) : null;
        byId = Receptions.ToDictionary(r => r.Id);
        if (settings.Retransmission is { } service && connection is not null)
            retransmission = new(service, connection, quota);
    }

    internal IReadOnlyList<OmdReception> Receptions { get; }

    /// <summary>The channel that tells of the second site; null where none is configured.</summary>
    internal OmdReception? DisasterRecovery { get; }

    /// <summary>Null where no service is configured.</summary>
    internal OmdRetransmission? Retransmission => retransmission;

    /// <summary>Messages passed over because nothing could bring them.</summary>
    internal long Lost => Receptions.Sum(r => r.Channel.Counters.Lost);

    /// <summary>The exchange's second site takes over: what was known is void until the refresh channels say it anew.</summary>
    internal bool IsFailingOver { get; private set; }

    /// <summary>A packet of a channel's line, as received.</summary>
    internal void Take(OmdReception reception, OmdLine line, Span<byte> received, Moment at)
    {
        Enter(reception, at);
        var channel = reception.Channel;
        if (reception == DisasterRecovery)
        {
            channel.Take(received, line, at, ref signals);
            return;
        }
        // Behind a reset only a snapshot of its own numbers is of use.
        var (resets, known) = (channel.Counters.Resets, !channel.IsBeginning || channel.State == OmdChannelState.Refreshing);
        var lost = channel.Counters.Lost;
        channel.Take(received, line, at, ref listener);
        // Nor is anything else when there was no more room for what came behind a gap.
        if (channel.Counters.Resets > resets && known || channel.Counters.Lost > lost)
            AwaitRefresh(reception);
        Settle(reception);
    }

    /// <summary>A packet of a channel's refresh channel.</summary>
    internal void TakeRefresh(OmdReception reception, OmdLine line, Span<byte> received, Moment at)
    {
        Enter(reception, at);
        reception.Refresh.Take(received, line, at);
        Apply(reception);
    }

    /// <summary>Time passes: call it every few milliseconds.</summary>
    internal void Tick(Moment at)
    {
        now = Moment.Max(now, at);
        BeginDay();
        retransmission?.Tick(now, this);
        foreach (var reception in Receptions)
        {
            Enter(reception, now);
            reception.Channel.Tick(now, ref listener);
            Apply(reception);
            Settle(reception);
        }
        if (DisasterRecovery is { } own)
        {
            own.Channel.Tick(now, ref signals);
            while (own.Channel.Wanted is not null)
                own.Channel.GiveUp(now, ref signals);
        }
        Listen();
    }

    void Enter(OmdReception reception, Moment at)
    {
        now = Moment.Max(now, at);
        listener.Enter(reception.Id, now);
    }

    /// <summary>What the channel's state asks for.</summary>
    void Settle(OmdReception reception)
    {
        var channel = reception.Channel;
        switch (channel.State)
        {
            case OmdChannelState.Silent:
                break;
            case OmdChannelState.Whole:
                if (!IsQuiet(reception))
                    reception.Become(OmdReceptionState.Live, now);
                retransmission?.Withdraw(reception.Id);
                break;
            case OmdChannelState.Waiting:
                reception.Become(OmdReceptionState.Waiting, now);
                break;
            case OmdChannelState.Refreshing:
                reception.Become(OmdReceptionState.Refreshing, now);
                break;
            case OmdChannelState.Missing:
                Recover(reception);
                break;
        }
    }

    static bool HasRefresh(OmdReception reception) => reception.Settings.Refresh is not null;

    void Recover(OmdReception reception)
    {
        var gap = reception.Channel.WantedAcross(Island)!.Value;
        // Who comes in the middle of a day takes a snapshot. A reset does not tell that it is the beginning: it may be a copy that comes late.
        var isLate = reception.Channel.IsBeginning && (resumes || reception.Channel.Counters.Resets == 0);
        var canAsk =
            !isLate
            && retransmission is { IsOver: false }
            && !retransmission.IsResting(now)
            && reception.Attempts < AttemptsMost
            && gap.Count <= settings.AskMost
            && reception.Channel.Newest - gap.From < OmdRetransmission.Reach;
        if (canAsk)
        {
            reception.Become(OmdReceptionState.Asking, now);
            if (!retransmission!.IsBusyWith(reception.Id))
                retransmission.TryAsk(reception.Id, gap, now);
        }
        else if (HasRefresh(reception) && !(reception.Channel.IsFirstInDoubt && reception.IsRefused))
            AwaitRefresh(reception);
        else
            while (reception.Channel.Wanted is not null)
                reception.Channel.GiveUp(now, ref listener);
    }

    void AwaitRefresh(OmdReception reception)
    {
        if (!HasRefresh(reception))
            return;
        reception.Channel.AwaitRefresh();
        // An older snapshot holds nothing of what is missing. The session before may have heard the line that is ahead of the other.
        reception.Refresh.Want(reception.Channel.NewestSent + (resumes && reception.Channel.IsBeginning ? LinesApart : 0));
        retransmission?.Withdraw(reception.Id);
        reception.Become(OmdReceptionState.Refreshing, now);
    }

    void Apply(OmdReception reception)
    {
        if (!reception.Refresh.TryFinish(now, reception.Channel.Next - 1, out var snapshot))
            return;
        listener.BeginSnapshot();
        snapshot.HandOn(ref listener);
        listener.EndSnapshot();
        reception.Attempts = 0;
        reception.Channel.Resume(snapshot.Last, now, ref listener);
        Settle(reception);
    }

    /// <summary>The second site takes over, or has.</summary>
    void OnDisasterRecovery(uint status)
    {
        if (status == 1 && !IsFailingOver)
        {
            IsFailingOver = true;
            Silence();
        }
        if (status != 2 || !IsFailingOver)
            return;
        IsFailingOver = false;
        foreach (var reception in Receptions)
            AwaitRefresh(reception);
    }

    /// <summary>The feed as a whole speaks when every channel heard today has been heard lately.</summary>
    void Listen()
    {
        var (heard, quiet) = (false, false);
        foreach (var reception in Receptions)
        {
            if (reception.Channel.Heard is not { } last)
                continue;
            heard = true;
            if (!IsQuiet(reception))
                continue;
            quiet = true;
            reception.Become(now - last < settings.DeadAfter ? OmdReceptionState.Stale : OmdReceptionState.Dead, now);
        }
        if (quiet)
            Silence();
        else if (heard && !IsFailingOver && now - alive >= AliveEvery)
        {
            alive = now;
            silent = false;
            listener.OnAlive();
        }
    }

    // The hour is asked for last: it costs most, and every packet asks.
    bool IsQuiet(OmdReception reception) => reception.Channel.Heard is { } last && now - last >= settings.StaleAfter && IsDay;

    void Silence()
    {
        if (silent)
            return;
        silent = true;
        alive = default;
        listener.OnSilence();
    }

    bool IsDay => now.In(Zone).TimeOfDay is var time && time >= DayBegins && time < DayEnds;

    /// <summary>Numbers begin again each day at the hour the exchange's lines may be joined.</summary>
    void BeginDay()
    {
        var today = (now.In(Zone) - Duration.FromHours(DayBegins.Hour)).Date;
        if (today == day)
            return;
        var first = day == default;
        day = today;
        if (first)
            return;
        foreach (var reception in Receptions)
        {
            reception.Channel.BeginDay();
            reception.Refresh.NoMore();
            reception.Attempts = 0;
            reception.Become(OmdReceptionState.Silent, now);
        }
        (silent, resumes) = (false, false);
    }

    void IOmdRetransmitted.OnRetransmitted(ushort channel, Span<byte> packet)
    {
        var reception = byId[channel];
        // A reset in between has made these numbers another day's.
        if (reception.Channel.State != OmdChannelState.Refreshing)
            Take(reception, OmdLine.Retransmission, packet, now);
    }

    void IOmdRetransmitted.OnFilled(ushort channel) => Again(byId[channel]);

    /// <summary>What a channel lacked is asked for no more; what it lacks now is seen to.</summary>
    void Again(OmdReception reception)
    {
        Enter(reception, now);
        Settle(reception);
    }

    void IOmdRetransmitted.OnRefused(ushort channel, byte status)
    {
        var reception = byId[channel];
        reception.Attempts = AttemptsMost;
        // Only who knows the channel can say that there is no such number.
        reception.IsRefused |= status == NotAvailable;
        Again(reception);
    }

    void IOmdRetransmitted.OnFailed(ushort channel)
    {
        var reception = byId[channel];
        reception.Attempts++;
        Again(reception);
    }

    sealed class Signals(OmdSession session) : IOmdMessages
    {
        public void OnPacket(ulong sendTime) { }

        public void OnMessage(OmdMessage message)
        {
            if (message.Type == DisasterRecoverySignal.Type)
                session.OnDisasterRecovery(new DisasterRecoverySignal(message.Bytes).Status);
        }

        public void OnLost(OmdGap gap) { }
    }
}
