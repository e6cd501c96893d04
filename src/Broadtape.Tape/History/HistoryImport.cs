using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History;

/// <summary>One import as the manifest keeps it: what was read, what came of it, and the files it made.</summary>
/// <param name="At">From when its rows are known, unless they are known as published.</param>
/// <param name="AsPublished">Each row is known from the end of its own day or minute.</param>
/// <param name="Corrected">Of those taken, rows that were there already, otherwise.</param>
/// <param name="Quarantined">Rows set aside, by reason.</param>
public sealed record HistoryImport(
    int Number,
    string Kind,
    Moment At,
    bool AsPublished,
    IReadOnlyList<ImportedFile> Inputs,
    long Taken,
    long Corrected,
    long Unchanged,
    IReadOnlyDictionary<string, long> Quarantined,
    string Report,
    IReadOnlyList<HistoryFile> Files
);

/// <param name="Sha256">Of the file as it was given, packed or not.</param>
public sealed record ImportedFile(string Name, long Bytes, string Sha256);

/// <summary>An immutable Parquet file of an import.</summary>
/// <param name="Table">bars, series or facts.</param>
/// <param name="Checksum">XXH3 of its bytes.</param>
public sealed record HistoryFile(string Name, string Table, long Bytes, string Checksum, long Rows, LocalDate? From, LocalDate? To);
