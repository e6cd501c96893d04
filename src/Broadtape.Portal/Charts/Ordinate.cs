using System.Globalization;
using Broadtape.Licensing;

namespace Broadtape.Portal.Charts;

/// <summary>Where a figure stands on a picture: a length, never a number to be shown.</summary>
static class Ordinate
{
    public static double Of(in Figure figure) => double.Parse(figure.Plain, NumberStyles.Float, CultureInfo.InvariantCulture);
}
