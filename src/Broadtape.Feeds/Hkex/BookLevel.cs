namespace Broadtape.Feeds.Hkex;

/// <summary>One price of one side.</summary>
/// <param name="Price">Thousandths.</param>
/// <param name="Quantity">Shares of all orders at it.</param>
readonly record struct BookLevel(int Price, ulong Quantity, uint Orders);
