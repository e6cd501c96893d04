using Broadtape.Market;

namespace Broadtape.Feeds.Hkex;

/// <summary>Who hears what the channels of one feed say, healed and in order: the translator, or a test's own eyes.</summary>
interface IOmdListener : IOmdMessages
{
    /// <summary>What follows was said on this channel and is known from this moment on.</summary>
    void Enter(ushort channel, Moment now);

    /// <summary>What follows is a snapshot of the channel entered: it stands for all that was said before.</summary>
    void BeginSnapshot();

    /// <summary>The snapshot is over; a book that it did not speak of is empty.</summary>
    void EndSnapshot();

    /// <summary>The feed is alive.</summary>
    void OnAlive();

    /// <summary>The feed is silent although its market should speak: what was said last is no longer the market's word.</summary>
    void OnSilence();
}
