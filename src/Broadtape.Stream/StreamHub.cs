using System.Runtime.CompilerServices;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Stream;

/// <summary>One frame for one subscriber: a snapshot of everything, or what changed since the frame before it. Bytes are shared.</summary>
/// <param name="Id">Resume from it.</param>
public readonly record struct StreamFrame(string Id, bool IsSnapshot, ReadOnlyMemory<byte> Json);

/// <summary>There is no room for another subscriber.</summary>
public sealed class StreamFullException(int limit) : Exception($"{limit} subscribers are connected; try again later");

/// <summary>
/// Changes to many subscribers, each at its own pace and horizon. Those who ask the same as the same kind of viewer form a group, and
/// a group's frame is encoded once. Nobody has a queue: who reads late gets what changed since he last read, in one frame.
/// </summary>
/// <param name="life">Begins every id, so that none of another process is taken for one of this; without one an id is its moment alone.</param>
public sealed class StreamHub(Gate gate, string life = "")
{
    /// <summary>Connections beyond this are refused: a full house says so.</summary>
    public const int SubscribersMost = 20_000;

    readonly Lock changing = new();
    readonly Dictionary<string, StreamGroup> groups = [];
    BoardView? view;
    int subscribers;

    /// <summary>Connections open now.</summary>
    public int Subscribers => Volatile.Read(ref subscribers);

    /// <summary>Called by the pipeline's thread, four times a second.</summary>
    public void Publish(BoardView view)
    {
        StreamGroup[] listening;
        lock (changing)
        {
            this.view = view;
            listening = [.. groups.Values];
        }
        foreach (var group in listening)
            group.Publish(gate, view);
    }

    /// <summary>
    /// Snapshot first (or what changed since <paramref name="resumeFrom"/>, where that is still known), then changes, until cancelled.
    /// Throws <see cref="StreamFullException"/> at the first frame when there is no room.
    /// </summary>
    /// <param name="book">Whose ten levels and broker queue to tell too, where the viewer may see them; null for nobody's.</param>
    public async IAsyncEnumerable<StreamFrame> Subscribe(
        Viewer viewer,
        IReadOnlyList<Instrument> instruments,
        Instrument? book,
        string? resumeFrom,
        [EnumeratorCancellation] CancellationToken stop
    )
    {
        var group = Join(viewer, instruments, book);
        try
        {
            var seen = resumeFrom;
            while (!stop.IsCancellationRequested)
            {
                if (group.TakeSince(ref seen, out var frame, out var changed))
                    yield return frame;
                await changed.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        finally
        {
            Leave(group);
        }
    }

    StreamGroup Join(Viewer viewer, IReadOnlyList<Instrument> instruments, Instrument? book)
    {
        var key = $"{viewer.Kind}|{string.Join(',', instruments.Select(i => i.Id.Symbol))}|{book?.Id.Symbol}";
        lock (changing)
        {
            if (subscribers >= SubscribersMost)
                throw new StreamFullException(SubscribersMost);
            subscribers++;
            if (!groups.TryGetValue(key, out var group))
            {
                group = groups[key] = new(key, life, viewer, [.. instruments], book);
                if (view is not null)
                    group.Publish(gate, view);
            }
            group.Readers++;
            return group;
        }
    }

    void Leave(StreamGroup group)
    {
        lock (changing)
        {
            subscribers--;
            if (--group.Readers == 0)
                groups.Remove(group.Key);
        }
    }
}
