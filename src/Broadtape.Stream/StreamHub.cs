using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Stream;

/// <summary>One frame for one subscriber: a snapshot of everything, or what changed since the frame before it. Bytes are shared.</summary>
/// <param name="Id">Resume from it.</param>
public readonly record struct StreamFrame(string Id, bool IsSnapshot, ReadOnlyMemory<byte> Json);

/// <summary>Changes to many subscribers, each at its own pace and horizon.</summary>
public sealed class StreamHub(Gate gate)
{
    /// <summary>Called by the pipeline's thread, four times a second.</summary>
    public void Publish(BoardView view) => throw new NotImplementedException($"{gate} {view}");

    /// <summary>Snapshot first (or what changed since <paramref name="resumeFrom"/>), then changes, until cancelled.</summary>
    public IAsyncEnumerable<StreamFrame> Subscribe(Viewer viewer, IReadOnlyList<Instrument> instruments, string? resumeFrom, CancellationToken stop) =>
        throw new NotImplementedException();
}
