using Broadtape.Feeds.Hkex;
using Broadtape.Market;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>Notes the nominal prices it hears, which stand for numbers; a snapshot's stand by themselves. And what was lost, and when it was silent.</summary>
sealed class OmdMirrorOfPrices : IOmdListener
{
    bool inSnapshot;

    public List<uint> Seen { get; } = [];
    public List<OmdGap> Lost { get; } = [];

    /// <summary>The prices of each snapshot applied.</summary>
    public List<List<uint>> Snapshots { get; } = [];

    /// <summary>What was said of the feed as a whole: alive or silent, each once in a row.</summary>
    public List<string> Life { get; } = [];

    public void Enter(ushort channel, Moment now) { }

    public void OnPacket(ulong sendTime) { }

    public void OnMessage(OmdMessage message)
    {
        if (message.Type == NominalPrice.Type)
            (inSnapshot ? Snapshots[^1] : Seen).Add((uint)new NominalPrice(message.Bytes).Price);
    }

    public void OnLost(OmdGap gap) => Lost.Add(gap);

    public void BeginSnapshot()
    {
        inSnapshot = true;
        Snapshots.Add([]);
    }

    public void EndSnapshot() => inSnapshot = false;

    public void OnAlive() => Live("alive");

    public void OnSilence() => Live("silent");

    void Live(string word)
    {
        if (Life.LastOrDefault() != word)
            Life.Add(word);
    }
}
