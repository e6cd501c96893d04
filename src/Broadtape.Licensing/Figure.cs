using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>升, 跌, 無升跌; unknown when there is no base to compare with.</summary>
public enum Direction : byte
{
    Unknown,
    Up,
    Down,
    Unchanged,
}

/// <summary>
/// A number that may be shown, with its passport. Only the gate makes one. Its printed form is the same in every edition:
/// grouped digits, a fixed number of decimals, a sign for changes, "%" for percentages, "–" for none.
/// </summary>
public readonly struct Figure
{
    readonly long scaled; // in units of 10^-decimals, already rounded half away from zero
    readonly byte decimals;
    readonly bool signed;
    readonly Passport passport;

    internal Figure(long scaled, int decimals, bool signed, in Passport passport)
    {
        this.scaled = scaled;
        this.decimals = (byte)decimals;
        this.signed = signed;
        this.passport = passport;
    }

    public Passport Passport => passport;

    public bool IsNone => passport.State == FigureState.None;

    /// <summary>A figure that cannot be known: what it would be made of is missing.</summary>
    public static Figure WithoutInput { get; } =
        new(0, 0, false, new(Unit.Money, "", EventSource.Box, null, Delay.None, FigureState.None, Absence.NoInput));

    /// <summary>No value, and why; of the passport it takes the unit, the source and the delay.</summary>
    internal static Figure None(in Passport of, Absence why) => new(0, 0, false, new(of.Unit, "", of.Source, null, of.Delay, FigureState.None, why));

    /// <summary>Made of what was sent, rounded once, half away from zero; null becomes a figure that says it cannot be computed.</summary>
    /// <param name="unit">Null for what keeps the unit and the currency of the figure it was made of.</param>
    internal static Figure Computed(decimal? value, int decimals, bool signed, Unit? unit, in Passport of) =>
        value is { } made
            ? new(
                (long)(Math.Round(made, decimals, MidpointRounding.AwayFromZero) / Place(decimals)),
                decimals,
                signed,
                of with
                {
                    Unit = unit ?? of.Unit,
                    Currency = unit is null ? of.Currency : "",
                    IsComputed = true,
                }
            )
            : None(of with { Unit = unit ?? of.Unit }, Absence.NoInput);

    internal int Sign => Math.Sign(scaled);

    /// <summary>The number as it is printed: what is computed of figures agrees with what is shown.</summary>
    internal decimal ToDecimal() => scaled * Place(decimals);

    /// <summary>The value of the last decimal.</summary>
    internal static decimal Place(int decimals) => new(1, 0, 0, false, (byte)decimals);

    /// <summary>Digits for programs: no grouping, no plus, no percent sign; empty when there is no value.</summary>
    public string Plain => IsNone ? "" : string.Concat(ToString().Where(c => c is not (',' or '+' or '%')));

    /// <summary>True when both print the same; their passports may differ.</summary>
    public bool PrintsAs(in Figure other) =>
        IsNone ? other.IsNone : !other.IsNone && scaled == other.scaled && decimals == other.decimals && signed == other.signed;

    /// <summary>By value, a figure without one last whichever way a list runs: it is neither the least nor the most.</summary>
    public static int Compare(in Figure a, in Figure b, bool descending)
    {
        if (a.IsNone || b.IsNone)
            return a.IsNone.CompareTo(b.IsNone);
        var order = a.Millionths.CompareTo(b.Millionths);
        return descending ? -order : order;
    }

    internal Price AsPrice() => new((long)Millionths);

    Int128 Millionths
    {
        get
        {
            Int128 value = scaled;
            for (var i = decimals; i < 6; i++)
                value *= 10;
            return value;
        }
    }

    /// <summary>Writes the printed form; false when the span is too short (32 characters always do).</summary>
    public bool TryFormat(Span<char> destination, out int written) =>
        FigureText.TryFormat(scaled, decimals, signed, passport, destination, out written);

    /// <summary>The printed form, e.g. 49,165.25, +0.345%, –.</summary>
    public override string ToString()
    {
        Span<char> text = stackalloc char[32];
        return TryFormat(text, out var written)
            ? new string(text[..written])
            : throw new InvalidOperationException("a figure is longer than 32 characters");
    }
}
