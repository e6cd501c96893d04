using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>A fund's net asset value moves as the index it tracks.</summary>
sealed class BoxNetAssets(IBoxPriced index) : IBoxValue
{
    Price atBase;

    public Price? Now => new((long)((Int128)atBase.Millionths * index.Price.Millionths / index.Previous.Millionths));

    public long Steps => 1;

    public void BeginDay(in PhaseChange phase, Price previous) => atBase = previous;
}
