using Broadtape.Market;

namespace Broadtape.Board;

/// <summary>A depositary receipt seen from its underlying line (R10); nothing of it is stored, so that no quote depends on another.</summary>
/// <param name="Equivalent">Its price in the underlying's currency; none while the receipt's or the rate's is not known.</param>
/// <param name="Versus">Against the newest close of the underlying; null while there is none.</param>
readonly record struct ReceiptParity(Price Equivalent, Moment Time, Percent? Versus)
{
    internal static ReceiptParity Of(BoardFrame frame, Depositary depositary, int receipt)
    {
        if (frame.Roster.Rate == 0)
            return default;
        ref readonly var rate = ref frame.QuoteOf(frame.Roster.Rate);
        ref readonly var quote = ref frame.QuoteOf(receipt);
        if (quote.Last.IsNone || rate.Last.IsNone)
            return default;
        var parity = new DepositaryParity(quote.Last, rate.Last, depositary);
        return new(parity.Equivalent, Moment.Max(quote.LastTime, rate.LastTime), AgainstClose(frame, depositary, parity));
    }

    static Percent? AgainstClose(BoardFrame frame, Depositary depositary, in DepositaryParity parity)
    {
        if (!frame.TryFind(depositary.Underlying, out var number))
            return null;
        ref readonly var line = ref frame.QuoteOf(number);
        var close = line.CompletedClose.IsNone ? line.PreviousClose : line.CompletedClose;
        return close.IsNone ? null : parity.Versus(close);
    }
}
