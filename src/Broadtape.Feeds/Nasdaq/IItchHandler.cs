using Broadtape.Market;

namespace Broadtape.Feeds;

/// <summary>Takes the messages of ITCH 5.0 that a board needs, in order. <c>locate</c> stands for an instrument for one day.</summary>
interface IItchHandler
{
    /// <summary>Every message, before its own method.</summary>
    void Message(byte type);

    void SystemEvent(Moment time, byte code);
    void Directory(Moment time, ushort locate, ReadOnlySpan<byte> stock);
    void TradingAction(Moment time, ushort locate, ReadOnlySpan<byte> stock, byte state);
    void Added(Moment time, ushort locate, ReadOnlySpan<byte> stock, long order, BookSide side, Quantity quantity, Price price);

    /// <summary>A resting order was traded against; at its own price unless another is told. What is not printable is in another message.</summary>
    void Executed(Moment time, ushort locate, long order, Quantity quantity, long match, Price? price, bool isPrintable);

    /// <summary>So many shares of an order go.</summary>
    void Cancelled(Moment time, ushort locate, long order, Quantity quantity);
    void Deleted(Moment time, ushort locate, long order);

    /// <summary>An order goes and another takes its side, without its place in the queue.</summary>
    void Replaced(Moment time, ushort locate, long order, long by, Quantity quantity, Price price);

    /// <summary>A trade against an order that was not displayed.</summary>
    void Traded(Moment time, ushort locate, ReadOnlySpan<byte> stock, Quantity quantity, Price price, long match);

    /// <summary>An auction's trade, all of it at once.</summary>
    void Crossed(Moment time, ushort locate, ReadOnlySpan<byte> stock, Quantity quantity, Price price, long match);
    void Broken(Moment time, ushort locate, long match);
}
