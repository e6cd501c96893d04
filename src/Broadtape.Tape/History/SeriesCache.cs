using Broadtape.Market;

namespace Broadtape.Tape.History;

/// <summary>Bars read last, by file and series. The files never change; what was unused longest goes when there are too many. Any thread.</summary>
/// <param name="barsMost">Bars kept, 80 bytes each; one series alone may be larger and is then kept by itself.</param>
sealed class SeriesCache(int barsMost)
{
    readonly Lock changing = new();
    readonly Dictionary<(string File, int Series), LinkedListNode<((string, int) Key, Bar[] Bars)>> kept = [];
    readonly LinkedList<((string, int) Key, Bar[] Bars)> order = new();
    int count;

    internal Bar[] Get(string file, int series, Func<Bar[]> read)
    {
        using var _ = changing.EnterScope();
        if (kept.TryGetValue((file, series), out var node))
        {
            order.Remove(node);
            order.AddLast(node);
            return node.Value.Bars;
        }
        var bars = read();
        count += bars.Length;
        while (count > barsMost && order.First is { } oldest)
        {
            count -= oldest.Value.Bars.Length;
            order.RemoveFirst();
            kept.Remove(oldest.Value.Key);
        }
        kept[(file, series)] = order.AddLast(((file, series), bars));
        return bars;
    }
}
