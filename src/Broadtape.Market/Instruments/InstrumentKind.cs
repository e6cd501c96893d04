namespace Broadtape.Market;

/// <summary>Told by the exchange's product type, never by the code (R17). Stored on the tape: values only grow.</summary>
public enum InstrumentKind : byte
{
    Equity = 1,
    Etf = 2,
    Reit = 3,
    Right = 4,
    DerivativeWarrant = 5,
    Cbbc = 6,
    Index = 7,
    Future = 8,
    FxPair = 9,
    DepositaryReceipt = 10,
    Debt = 11,
    Other = 12,
}
