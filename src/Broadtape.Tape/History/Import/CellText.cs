using System.Globalization;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tape.History.Import;

/// <summary>Numbers and dates as cells write them.</summary>
static class CellText
{
    const int WholeDigitsMost = 12;

    /// <summary>A price in decimals, also 1e-05; rounded half away from zero to millionths, which takes a vendor's floating noise away.</summary>
    internal static bool TryPrice(ReadOnlySpan<char> text, out Price price)
    {
        price = default;
        var digits = text.StartsWith('-') ? text[1..] : text;
        var point = digits.IndexOf('.');
        var whole = point < 0 ? digits : digits[..point];
        var part = point < 0 ? [] : digits[(point + 1)..];
        if (whole.Length is 0 or > WholeDigitsMost || whole.ContainsAnyExceptInRange('0', '9') || part.ContainsAnyExceptInRange('0', '9'))
            return TryFloat(text, out price);
        long millionths = 0;
        foreach (var digit in whole)
            millionths = millionths * 10 + (digit - '0');
        for (var i = 0; i < 6; i++)
            millionths = millionths * 10 + (i < part.Length ? part[i] - '0' : 0);
        if (part.Length > 6 && part[6] >= '5')
            millionths++;
        price = new(digits.Length < text.Length ? -millionths : millionths);
        return true;
    }

    /// <summary>A whole number, also written 269778.0.</summary>
    internal static bool TryUnits(ReadOnlySpan<char> text, out Quantity quantity)
    {
        if (text.EndsWith(".0"))
            text = text[..^2];
        var read = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var units);
        quantity = new(units);
        return read;
    }

    /// <summary>2026-01-09.</summary>
    internal static bool TryDate(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        if (text.Length != 10 || text[4] != '-' || text[7] != '-')
            return false;
        return TryDigits(text[..4], out var year)
            && TryDigits(text[5..7], out var month)
            && TryDigits(text[8..], out var day)
            && TryDate(year, month, day, out date);
    }

    /// <summary>20260109.</summary>
    internal static bool TryCompactDate(ReadOnlySpan<char> text, out LocalDate date)
    {
        date = default;
        return text.Length == 8
            && TryDigits(text[..4], out var year)
            && TryDigits(text[4..6], out var month)
            && TryDigits(text[6..], out var day)
            && TryDate(year, month, day, out date);
    }

    internal static bool TryDigits(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    static bool TryDate(int year, int month, int day, out LocalDate date)
    {
        date = default;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
            return false;
        date = new(year, month, day);
        return true;
    }

    static bool TryFloat(ReadOnlySpan<char> text, out Price price)
    {
        price = default;
        if (
            !decimal.TryParse(
                text,
                NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign | NumberStyles.AllowExponent,
                CultureInfo.InvariantCulture,
                out var value
            )
        )
            return false;
        if (Math.Abs(value) > long.MaxValue / (decimal)Price.One)
            return false;
        price = new((long)Math.Round(value * Price.One, MidpointRounding.AwayFromZero));
        return true;
    }
}
