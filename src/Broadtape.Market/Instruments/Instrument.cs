namespace Broadtape.Market;

/// <summary>What is known of an instrument that no event says.</summary>
public sealed record Instrument
{
    public required InstrumentId Id { get; init; }

    /// <summary>True when the listing date is only the first day known to us.</summary>
    public bool ListedAssumed { get; init; }
    public required InstrumentKind Kind { get; init; }
    public required Names Names { get; init; }

    /// <summary>Other words that find it: 騰訊, Tencent, 恒指.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>ISO 4217 of its prices; for an index, the points' "PTS".</summary>
    public required string Currency { get; init; }

    /// <summary>The market whose timetable it keeps: XNYS for the Dow, XHKG for the Hang Seng.</summary>
    public required Mic SessionMarket { get; init; }

    /// <summary>Shares a board lot; null where the market has none.</summary>
    public int? BoardLot { get; init; }

    /// <summary>SpreadTableCode (R4), 01, 03, 04, 05 or 06 in Hong Kong; null where no table of ours applies.</summary>
    public string? TickTable { get; init; }

    /// <summary>Index or futures family of the licence (R16), e.g. HSI, SSE, DJI; null for what has none.</summary>
    public string? Family { get; init; }

    /// <summary>Decimals its price is printed with: three for shares, two for indices.</summary>
    public int PriceDecimals { get; init; } = 3;

    /// <summary>For a depositary receipt: what it stands for.</summary>
    public Depositary? Depositary { get; init; }

    /// <summary>What is known of the company behind it.</summary>
    public CompanyFacts Company { get; init; } = CompanyFacts.None;

    /// <summary>For a fund: the index it tracks.</summary>
    public InstrumentId? Tracks { get; init; }
}

/// <summary>A receipt's underlying line and how many of its shares one receipt holds, as numerator over denominator (½ is 1/2).</summary>
public sealed record Depositary(InstrumentId Underlying, int Shares, int PerReceipts = 1);
