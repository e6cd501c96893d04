using Broadtape.Market;

namespace Broadtape.Tape.History.Import;

/// <summary>What an import was asked for.</summary>
/// <param name="Kind">One of <see cref="HistoryKinds.All"/>.</param>
/// <param name="At">From when what it brings is known.</param>
/// <param name="AsPublished">Rows are known from the end of their own day instead; refused where that would change what was known.</param>
/// <param name="Subject">The symbol or market a file speaks of, where the file itself does not say.</param>
public sealed record ImportTerms(string Kind, IReadOnlyList<string> Files, Moment At, bool AsPublished = false, string? Subject = null);
