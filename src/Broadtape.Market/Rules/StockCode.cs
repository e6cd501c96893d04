namespace Broadtape.Market;

/// <summary>A Hong Kong stock code as people type it (R17). The product is never told from it.</summary>
public static class StockCode
{
    /// <summary>700, 0700, 00700, 700.HK → 00700; null for what is no code.</summary>
    public static string? Normalise(string text)
    {
        var code = text.Trim();
        if (code.EndsWith(".HK", StringComparison.OrdinalIgnoreCase))
            code = code[..^3];
        return code.Length is >= 1 and <= 5 && code.All(char.IsAsciiDigit) && code.Any(c => c != '0') ? code.PadLeft(5, '0') : null;
    }
}
