namespace Broadtape.Portal.Boards;

/// <summary>
/// Rectangles whose areas are as the weights, near to squares: rows are filled along the shorter side for as long as their worst rectangle
/// becomes no narrower.
/// </summary>
static class Treemap
{
    internal readonly record struct Box(double X, double Y, double Width, double Height);

    /// <param name="weights">Greatest first, each above zero.</param>
    internal static Box[] Lay(IReadOnlyList<double> weights, Box into)
    {
        var boxes = new Box[weights.Count];
        var scale = into.Width * into.Height / weights.Sum();
        for (var from = 0; from < weights.Count; )
        {
            var side = Math.Min(into.Width, into.Height);
            var until = from + 1;
            var area = weights[from] * scale;
            while (
                until < weights.Count
                && Worst(weights, from, until + 1, area + weights[until] * scale, side, scale) <= Worst(weights, from, until, area, side, scale)
            )
                area += weights[until++] * scale;
            into = Fill(boxes, weights, from, until, area, into, scale);
            from = until;
        }
        return boxes;
    }

    /// <summary>How far the least square of a row is from a square: 1 is one.</summary>
    static double Worst(IReadOnlyList<double> weights, int from, int until, double area, double side, double scale)
    {
        var depth = area / side;
        var (longest, shortest) = (weights[from] * scale / depth, weights[until - 1] * scale / depth);
        return Math.Max(Math.Max(longest / depth, depth / longest), Math.Max(shortest / depth, depth / shortest));
    }

    /// <summary>Lays the row down and returns what is left.</summary>
    static Box Fill(Box[] boxes, IReadOnlyList<double> weights, int from, int until, double area, Box into, double scale)
    {
        var isColumn = into.Width >= into.Height;
        var depth = area / (isColumn ? into.Height : into.Width);
        var at = isColumn ? into.Y : into.X;
        for (var i = from; i < until; i++)
        {
            var length = weights[i] * scale / depth;
            boxes[i] = isColumn ? new(into.X, at, depth, length) : new(at, into.Y, length, depth);
            at += length;
        }
        return isColumn ? new(into.X + depth, into.Y, into.Width - depth, into.Height) : new(into.X, into.Y + depth, into.Width, into.Height - depth);
    }
}
