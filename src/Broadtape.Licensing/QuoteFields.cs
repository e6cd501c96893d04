using Broadtape.Board;
using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>A field's value on its way to becoming a figure, already rounded to what is printed.</summary>
readonly record struct FieldValue(
    long Scaled,
    int Decimals,
    bool Signed,
    Unit Unit,
    Moment Time,
    Absence Absence,
    bool ExtendedHours = false,
    bool IsComputed = false
)
{
    internal static FieldValue None(Absence why, Unit unit = Unit.Money) => new(0, 0, false, unit, default, why);

    /// <summary>The figure; of the passport it takes whose it is, its delay, its state and the currency of money.</summary>
    internal Figure Under(in Passport of) =>
        Absence == Absence.NotAbsent
            ? new(
                Scaled,
                Decimals,
                Signed,
                of with
                {
                    Unit = Unit,
                    Currency = Unit is Unit.Money or Unit.Millions ? of.Currency : "",
                    DataTime = Time,
                    ExtendedHours = ExtendedHours,
                    IsComputed = IsComputed,
                }
            )
            : Figure.None(of with { Unit = Unit }, Absence);
}

/// <summary>What each field means for each kind of instrument (R1, R5, R8–R10).</summary>
static class QuoteFields
{
    static readonly Mic HongKong = Mic.Parse("XHKG");

    /// <param name="more">What is known beyond the quote; default when nothing is.</param>
    /// <param name="parity">Of a depositary receipt.</param>
    /// <param name="horizon">What has ended by then is over.</param>
    internal static FieldValue Read(Instrument i, in Quote q, in DetailFigures more, in ReceiptParity parity, Moment horizon, QuoteField field)
    {
        if (!Applies(i, field))
            return FieldValue.None(Absence.NotApplicable);
        var suspended = q.State == TradingState.Suspended;
        switch (field)
        {
            case QuoteField.Price:
                var (price, time) = PriceOf(i, q);
                return Money(i, price, time, extended: q.LastExtended && i.Id.Mic != HongKong);
            case QuoteField.Change when suspended && q.Last.IsNone:
            case QuoteField.ChangePercent when suspended && q.Last.IsNone:
                return FieldValue.None(Absence.NoInput);
            case QuoteField.Change:
                return ChangeOf(i, q);
            case QuoteField.ChangePercent:
                return PercentOf(i, q);
            case QuoteField.Last:
                return Money(i, q.Last, q.LastTime, extended: q.LastExtended);
            case QuoteField.Open:
                return Money(i, q.Open, q.OpenTime);
            case QuoteField.High:
                return q.RangeUnknown ? FieldValue.None(Absence.NoInput) : Money(i, q.High, q.StatisticsTime);
            case QuoteField.Low:
                return q.RangeUnknown ? FieldValue.None(Absence.NoInput) : Money(i, q.Low, q.StatisticsTime);
            case QuoteField.PreviousClose:
                return Money(i, q.PreviousClose, q.PreviousCloseTime);
            case QuoteField.Close:
                return Money(i, q.Close, q.CloseTime);
            case QuoteField.Volume:
                return Count(q.Volume, q.StatisticsTime);
            case QuoteField.Turnover:
                return Worth(q.Turnover, q.StatisticsTime);
            case QuoteField.Bid:
                return suspended ? FieldValue.None(Absence.NotSent) : Money(i, q.Bid, q.BookTime);
            case QuoteField.Ask:
                return suspended ? FieldValue.None(Absence.NotSent) : Money(i, q.Ask, q.BookTime);
            case QuoteField.BidQuantity:
                return suspended ? FieldValue.None(Absence.NotSent, Unit.Shares) : Count(q.BidQuantity, q.BookTime);
            case QuoteField.AskQuantity:
                return suspended ? FieldValue.None(Absence.NotSent, Unit.Shares) : Count(q.AskQuantity, q.BookTime);
            case QuoteField.AuctionPrice:
                return Money(i, q.AuctionPrice, q.AuctionTime);
            case QuoteField.AuctionQuantity:
                return Count(q.AuctionQuantity, q.AuctionTime);
            case QuoteField.HkdPrice:
                return parity.Equivalent.IsNone
                    ? FieldValue.None(Absence.NoInput)
                    : new(Round(parity.Equivalent.Millionths, 6, 3), 3, false, Unit.Money, parity.Time, Absence.NotAbsent);
            case QuoteField.VersusHk:
                return parity.Versus is not { } versus
                    ? FieldValue.None(Absence.NoInput, Unit.Percent)
                    : new(Round(versus.Millionths, 6, 2), 2, true, Unit.Percent, parity.Time, Absence.NotAbsent);
            case QuoteField.LotValue:
                var (lotPrice, lotTime) = PriceOf(i, q);
                return lotPrice.IsNone
                    ? FieldValue.None(Absence.NoInput)
                    : new(Round(lotPrice.Millionths * i.BoardLot!.Value, 6, 2), 2, false, Unit.Money, lotTime, Absence.NotAbsent);
            case QuoteField.Vwap:
                return !more.Vwap.IsNone ? Money(i, more.Vwap, more.VwapTime)
                    : q.Volume.Units == 0 || q.Turnover.Thousandths == 0 ? FieldValue.None(Absence.NoInput)
                    : Money(i, new((long)((Int128)q.Turnover.Thousandths * 1_000 / q.Volume.Units)), q.StatisticsTime) with { IsComputed = true };
            case QuoteField.ShortShares:
                return Count(more.ShortShares, more.ShortTime);
            case QuoteField.ShortTurnover:
                return Worth(more.ShortTurnover, more.ShortTime);
            case QuoteField.BuyImbalance:
                return Count(more.ImbalanceSide == 1 ? more.Imbalance : default, more.ImbalanceTime);
            case QuoteField.SellImbalance:
                return Count(more.ImbalanceSide == 2 ? more.Imbalance : default, more.ImbalanceTime);
            case QuoteField.CoolingLower:
                return Money(i, horizon < more.CoolingEnds ? more.CoolingLower : default, more.CoolingBegins);
            case QuoteField.CoolingUpper:
                return Money(i, horizon < more.CoolingEnds ? more.CoolingUpper : default, more.CoolingBegins);
            case QuoteField.AuctionLower:
                return Money(i, more.AuctionLower, more.AuctionLimitsTime);
            case QuoteField.AuctionUpper:
                return Money(i, more.AuctionUpper, more.AuctionLimitsTime);
            case QuoteField.MarketValue:
                var (valued, valuedTime) = PriceOf(i, q);
                return valued.IsNone
                    ? FieldValue.None(Absence.NoInput, Unit.Millions)
                    : new(
                        (long)(((Int128)valued.Millionths * i.Company.Issued!.Value / 1_000_000 + 500_000) / 1_000_000),
                        0,
                        false,
                        Unit.Millions,
                        valuedTime,
                        Absence.NotAbsent,
                        IsComputed: true
                    );
            case QuoteField.PriceEarnings:
                var (earning, earningTime) = PriceOf(i, q);
                return earning.IsNone || i.Company.Earnings!.Value.Millionths <= 0
                    ? FieldValue.None(Absence.NoInput, Unit.Times)
                    : new(
                        Round(Percent.Of(earning.Millionths, i.Company.Earnings.Value.Millionths).Millionths / 100, 6, 2),
                        2,
                        false,
                        Unit.Times,
                        earningTime,
                        Absence.NotAbsent,
                        IsComputed: true
                    );
            case QuoteField.ShortRatio:
                return more.ShortTurnover.Thousandths == 0 || q.Turnover.Thousandths == 0 || q.StatisticsTime > more.ShortTime
                    ? FieldValue.None(Absence.NoInput, Unit.Percent)
                    : new(
                        Round(Percent.Of(more.ShortTurnover.Thousandths, q.Turnover.Thousandths).Millionths, 6, 3),
                        3,
                        false,
                        Unit.Percent,
                        more.ShortTime,
                        Absence.NotAbsent,
                        IsComputed: true
                    );
            default:
                throw new ArgumentOutOfRangeException(nameof(field), field, "no such field");
        }
    }

    internal static FieldValue Level(Instrument i, Price price, Moment time) => Money(i, price, time);

    internal static FieldValue Shares(Quantity quantity, Moment time) => Count(quantity, time);

    /// <summary>Money traded, in whole units of the currency.</summary>
    internal static FieldValue Worth(Turnover turnover, Moment time) =>
        turnover.Thousandths == 0
            ? FieldValue.None(Absence.NotSent)
            : new(Round(turnover.Thousandths, 3, 0), 0, false, Unit.Money, time, Absence.NotAbsent);

    internal static bool Applies(Instrument i, QuoteField field) =>
        field switch
        {
            QuoteField.HkdPrice or QuoteField.VersusHk => i.Depositary is not null,
            QuoteField.LotValue => i.BoardLot is not null,
            QuoteField.MarketValue => i.Company.Issued is not null,
            QuoteField.PriceEarnings => i.Company.Earnings is not null,
            QuoteField.AuctionPrice or QuoteField.AuctionQuantity or QuoteField.Close => i.Id.Mic == HongKong && i.Kind is not InstrumentKind.Index,
            QuoteField.ShortShares
            or QuoteField.ShortTurnover
            or QuoteField.ShortRatio
            or QuoteField.BuyImbalance
            or QuoteField.SellImbalance
            or QuoteField.CoolingLower
            or QuoteField.CoolingUpper
            or QuoteField.AuctionLower
            or QuoteField.AuctionUpper => i.Id.Mic == HongKong && i.Kind is not (InstrumentKind.Index or InstrumentKind.Future),
            QuoteField.Vwap => i.Kind is not (InstrumentKind.Index or InstrumentKind.FxPair),
            QuoteField.Bid or QuoteField.Ask or QuoteField.BidQuantity or QuoteField.AskQuantity or QuoteField.Last => i.Kind
                is not (InstrumentKind.Index or InstrumentKind.FxPair),
            QuoteField.Volume or QuoteField.Turnover => i.Kind is not (InstrumentKind.Index or InstrumentKind.FxPair),
            QuoteField.Open or QuoteField.High or QuoteField.Low or QuoteField.PreviousClose or QuoteField.Change or QuoteField.ChangePercent =>
                i.Kind is not InstrumentKind.FxPair,
            _ => true,
        };

    internal static string CurrencyOf(Instrument i, QuoteField field) => field is QuoteField.HkdPrice ? "HKD" : i.Currency;

    /// <summary>Nominal in Hong Kong, the level of an index, a rate, else the last sale; before any, the previous close.</summary>
    static (Price Price, Moment Time) PriceOf(Instrument i, in Quote q)
    {
        if (i.Id.Mic != HongKong || i.Kind is InstrumentKind.Index)
            return q.Last.IsNone ? (q.PreviousClose, q.PreviousCloseTime) : (q.Last, q.LastTime);
        if (!q.Nominal.IsNone)
            return (q.Nominal, q.NominalTime);
        var nominal = Nominal.Of(q.Bid, q.Ask, q.Last, q.PreviousClose);
        return (nominal, q.Last.IsNone && q.Bid.IsNone && q.Ask.IsNone ? q.PreviousCloseTime : Moment.Max(q.LastTime, q.BookTime));
    }

    static FieldValue ChangeOf(Instrument i, in Quote q)
    {
        if (q.HasChange)
            return new(Round(q.IndexChange.Millionths, 6, i.PriceDecimals), i.PriceDecimals, true, UnitOf(i), q.LastTime, Absence.NotAbsent);
        var (price, time) = PriceOf(i, q);
        if (price.IsNone || q.PreviousClose.IsNone)
            return FieldValue.None(Absence.NoInput, UnitOf(i));
        var change = price - q.PreviousClose;
        return new(Round(change.Millionths, 6, i.PriceDecimals), i.PriceDecimals, true, UnitOf(i), time, Absence.NotAbsent);
    }

    static FieldValue PercentOf(Instrument i, in Quote q)
    {
        if (q.HasChange)
            return new(Round(q.IndexPercent.Millionths, 6, 3), 3, true, Unit.Percent, q.LastTime, Absence.NotAbsent);
        var (price, time) = PriceOf(i, q);
        if (price.IsNone || q.PreviousClose.IsNone)
            return FieldValue.None(Absence.NoInput, Unit.Percent);
        var percent = Percent.Of((price - q.PreviousClose).Millionths, q.PreviousClose.Millionths);
        return new(Round(percent.Millionths, 6, 3), 3, true, Unit.Percent, time, Absence.NotAbsent);
    }

    static FieldValue Money(Instrument i, Price price, Moment time, bool extended = false) =>
        price.IsNone
            ? FieldValue.None(Absence.NotSent, UnitOf(i))
            : new(Round(price.Millionths, 6, i.PriceDecimals), i.PriceDecimals, false, UnitOf(i), time, Absence.NotAbsent, extended);

    static FieldValue Count(Quantity quantity, Moment time) =>
        quantity.Units == 0 ? FieldValue.None(Absence.NotSent, Unit.Shares) : new(quantity.Units, 0, false, Unit.Shares, time, Absence.NotAbsent);

    static Unit UnitOf(Instrument i) =>
        i.Kind switch
        {
            InstrumentKind.Index or InstrumentKind.Future => Unit.Points,
            InstrumentKind.FxPair => Unit.Rate,
            _ => Unit.Money,
        };

    /// <summary>From one number of decimals to fewer, half away from zero.</summary>
    static long Round(long value, int from, int to)
    {
        long divisor = 1;
        for (var i = to; i < from; i++)
            divisor *= 10;
        return (value + (value < 0 ? -divisor : divisor) / 2) / divisor;
    }
}
