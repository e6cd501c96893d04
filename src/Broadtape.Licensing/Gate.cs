using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>The only place where a quote becomes something a person may see.</summary>
public sealed class Gate
{
    /// <summary>Every field of one instrument as this viewer may see it on this surface; stateless, any thread.</summary>
    public Disclosure Disclose(BoardView view, Viewer viewer, Surface surface, Instrument instrument) => throw new NotImplementedException();
}
