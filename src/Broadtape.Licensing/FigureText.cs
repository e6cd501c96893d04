using System.Globalization;
using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>How a figure is printed, once for pages, stream and API.</summary>
static class FigureText
{
    internal static bool TryFormat(long scaled, int decimals, bool signed, in Passport passport, Span<char> destination, out int written)
    {
        written = 0;
        if (passport.State == FigureState.None)
        {
            if (destination.IsEmpty)
                return false;
            destination[0] = '–';
            written = 1;
            return true;
        }
        // The digits as an integer, at least one before the point, then groups of three from the point to the left.
        Span<char> digits = stackalloc char[20];
        Int128.Abs(scaled).TryFormat(digits, out var count, "D" + (decimals + 1), CultureInfo.InvariantCulture);
        var whole = count - decimals;
        var sign =
            scaled < 0 ? '-'
            : signed && scaled > 0 ? '+'
            : '\0';
        var length = (sign == 0 ? 0 : 1) + count + (whole - 1) / 3 + (decimals > 0 ? 1 : 0) + (passport.Unit == Unit.Percent ? 1 : 0);
        if (destination.Length < length)
            return false;
        if (sign != 0)
            destination[written++] = sign;
        for (var i = 0; i < count; i++)
        {
            if (i == whole)
                destination[written++] = '.';
            else if (i > 0 && i < whole && (whole - i) % 3 == 0)
                destination[written++] = ',';
            destination[written++] = digits[i];
        }
        if (passport.Unit == Unit.Percent)
            destination[written++] = '%';
        return true;
    }
}
