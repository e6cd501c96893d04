using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds;

/// <summary>The price steps of an instrument on a day: its tick table's of that date, or steps of ours where none applies.</summary>
sealed class BoxSteps(Instrument instrument, TickTables ticks)
{
    /// <summary>Hong Kong quotes no share below a cent.</summary>
    static readonly Price Lowest = new(10_000);

    readonly long own = instrument.Kind switch
    {
        InstrumentKind.Index => 10_000,
        InstrumentKind.Future => Price.One,
        InstrumentKind.FxPair => 100,
        InstrumentKind.DepositaryReceipt => 1_000,
        _ => 5_000,
    };

    /// <summary>Whose steps hold: tables change by date (R4).</summary>
    internal LocalDate Day { get; set; }

    /// <summary>None above the table.</summary>
    internal Price Up(Price from) => instrument.TickTable is { } table ? ticks.Up(table, Day, from) ?? default : new(from.Millionths + own);

    /// <summary>None below the table, or below the first step.</summary>
    internal Price Down(Price from) =>
        instrument.TickTable is { } table ? ticks.Down(table, Day, from) ?? default : new(Math.Max(0, from.Millionths - own));

    /// <summary>The legal price that free one comes to; never none.</summary>
    internal Price At(Price free)
    {
        if (instrument.TickTable is not { } table)
            return new(Math.Max(1, (free.Millionths + own / 2) / own) * own);
        var floor = ticks.Floor(table, Day, free < Lowest ? Lowest : free);
        return ticks.IsLegal(table, Day, floor)
            ? floor
            : throw new InvalidOperationException($"{instrument.Id}: no price near {free} on table {table}");
    }

    /// <summary>The step at a price.</summary>
    internal long Width(Price at) => Math.Max(1, (Up(at) is { IsNone: false } up ? up - at : at - Down(at)).Millionths);

    /// <summary>The band of the volatility control around a reference (R6); null where no table of ours applies.</summary>
    internal (Price Lower, Price Upper)? Band(Price reference, int percent) =>
        instrument.TickTable is { } table ? VolatilityControl.Band(reference, percent, ticks, table, Day) : null;
}
