namespace Broadtape.Market;

/// <summary>An ISO 10383 market identifier code of four characters, packed; XXXX is the standard's "no market".</summary>
public readonly record struct Mic(uint Packed)
{
    public static readonly Mic None = Parse("XXXX");

    public static Mic Parse(string text) =>
        TryParse(text, out var mic) ? mic : throw new FormatException($"'{text}' is not a market identifier code of four letters or digits");

    public static bool TryParse(ReadOnlySpan<char> text, out Mic mic)
    {
        mic = default;
        if (text.Length != 4)
            return false;
        uint packed = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c))
                return false;
            packed = packed << 8 | c;
        }
        mic = new(packed);
        return true;
    }

    public override string ToString() =>
        string.Create(
            4,
            Packed,
            static (text, packed) =>
            {
                for (var i = 3; i >= 0; i--, packed >>= 8)
                    text[i] = (char)(packed & 0xff);
            }
        );
}
