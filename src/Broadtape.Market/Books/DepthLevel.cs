namespace Broadtape.Market;

/// <summary>One price of one side of a book, with what waits at it.</summary>
public readonly record struct DepthLevel(Price Price, Quantity Quantity, int Orders);
