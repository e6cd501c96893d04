using Broadtape.Portal.Boards;
using CsCheck;

namespace Broadtape.Tests.PortalTests;

public sealed class TreemapTests
{
    /// <summary>Whatever the weights, from a million to one to all alike.</summary>
    [Fact]
    public void Areas_are_as_the_weights_and_fill_the_box_without_overlapping() =>
        Gen.Double[1, 1_000_000]
            .Array[1, 40]
            .Sample(weights =>
            {
                Array.Sort(weights, (a, b) => b.CompareTo(a));
                var whole = new Treemap.Box(10, 20, 960, 640);
                var boxes = Treemap.Lay(weights, whole);
                for (var i = 0; i < boxes.Length; i++)
                {
                    var share = boxes[i].Width * boxes[i].Height / (whole.Width * whole.Height);
                    Assert.Equal(weights[i] / weights.Sum(), share, 9);
                    Assert.True(boxes[i].X > whole.X - 1e-6 && boxes[i].X + boxes[i].Width < whole.X + whole.Width + 1e-6);
                    Assert.True(boxes[i].Y > whole.Y - 1e-6 && boxes[i].Y + boxes[i].Height < whole.Y + whole.Height + 1e-6);
                    for (var other = 0; other < i; other++)
                        Assert.True(Shared(boxes[i], boxes[other]) < 1e-3);
                }
            });

    [Fact]
    public void Four_equal_weights_in_a_square_are_squares() =>
        Assert.All(Treemap.Lay([1, 1, 1, 1], new(0, 0, 100, 100)), b => Assert.Equal((50.0, 50.0), (b.Width, b.Height)));

    static double Shared(Treemap.Box a, Treemap.Box b) =>
        Math.Max(0, Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X))
        * Math.Max(0, Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y));
}
