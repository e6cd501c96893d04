using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>
/// Stands between the session and the translator: every number of a channel is handed on once and in its order, or told lost, or stood
/// for by a snapshot.
/// </summary>
sealed class Order(IOmdListener next) : IOmdListener
{
    readonly Dictionary<ushort, Place> places = [];
    Place here = new();
    bool inSnapshot;

    /// <summary>Times that messages were not handed on one by one: lost, passed over behind a reset, or in a snapshot's stead.</summary>
    internal int Holes { get; private set; }

    public void Enter(ushort channel, Moment now)
    {
        if (!places.TryGetValue(channel, out here!))
            places[channel] = here = new();
        next.Enter(channel, now);
    }

    public void OnPacket(ulong sendTime) => next.OnPacket(sendTime);

    public void OnMessage(OmdMessage message)
    {
        if (message.Type == SequenceReset.Type)
            here.Begin(new SequenceReset(message.Bytes).NewSeqNo);
        else if (inSnapshot)
            here.Last = message.Number;
        else if (here.Next is { } expected && message.Number != expected)
        {
            // The first number behind a reset may be the reset's own.
            if (!here.IsFirst || message.Number != expected + 1)
                throw new BrokenException($"message {message.Number} was handed on, and {expected} was next");
            Holes++;
        }
        if (!inSnapshot && message.Type != SequenceReset.Type)
            (here.Next, here.IsFirst) = (message.Number + 1, false);
        next.OnMessage(message);
    }

    public void OnLost(OmdGap gap)
    {
        if (here.Next is { } expected && gap.From != expected || gap.To < gap.From)
            throw new BrokenException($"{gap.From} to {gap.To} were told lost, and {here.Next} was next");
        Holes++;
        (here.Next, here.IsFirst) = (gap.To + 1, false);
        next.OnLost(gap);
    }

    public void BeginSnapshot()
    {
        inSnapshot = true;
        here.Last = null;
        next.BeginSnapshot();
    }

    public void EndSnapshot()
    {
        inSnapshot = false;
        if (here.Last < here.Next - 1)
            throw new BrokenException($"a snapshot of {here.Last} was taken behind {here.Next - 1}");
        Holes++;
        // A snapshot without a message does not say what it stands for.
        (here.Next, here.IsFirst) = (here.Last + 1, false);
        next.EndSnapshot();
    }

    public void OnAlive() => next.OnAlive();

    public void OnSilence() => next.OnSilence();

    /// <summary>How far a channel has come.</summary>
    sealed class Place
    {
        /// <summary>Null behind an empty snapshot.</summary>
        internal uint? Next { get; set; } = 1;
        internal bool IsFirst { get; set; }
        internal uint? Last { get; set; }

        internal void Begin(uint number) => (Next, IsFirst) = (number, true);
    }
}
