using Broadtape.Market;

namespace Broadtape.Tape;

/// <summary>By market, code and listing, as bytes compare: the order in bar files.</summary>
sealed class InstrumentOrder : IComparer<InstrumentId>
{
    internal static readonly InstrumentOrder Instance = new();

    public int Compare(InstrumentId x, InstrumentId y)
    {
        var order = x.Mic.Packed.CompareTo(y.Mic.Packed);
        if (order == 0)
            order = string.CompareOrdinal(x.Code, y.Code);
        return order == 0 ? x.Listed.CompareTo(y.Listed) : order;
    }
}
