using NodaTime;
using NodaTime.Text;

namespace Broadtape.Market;

/// <summary>
/// Who an instrument is, for ever: market, local code, and the date it was listed, because codes are used again (R17, K8).
/// </summary>
/// <param name="Code">As the market writes it (00700, BABA, HSI): 1 to 16 characters of printable ASCII.</param>
/// <param name="Listed">The first day known where the real one is not; <see cref="Instrument.ListedAssumed"/> says so.</param>
public readonly record struct InstrumentId(Mic Mic, string Code, LocalDate Listed)
{
    public const int CodeLengthMax = 16;

    /// <summary>MIC:code, the form of addresses and of the API, e.g. XHKG:00700. It names the instrument now listed under the code.</summary>
    public string Symbol => $"{Mic}:{Code}";

    public override string ToString() => $"{Mic}:{Code}:{Listed:uuuu-MM-dd}";

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static InstrumentId Parse(string text) =>
        text.Length > 16 && LocalDatePattern.Iso.Parse(text[^10..]) is { Success: true } listed
            ? new(Mic.Parse(text[..4]), text[5..^11], listed.Value)
            : throw new FormatException($"'{text}' is not MIC:code:date");
}

/// <summary>An instrument's place on one tape, given in order of listing from 1; 0 names none. It means nothing on another tape.</summary>
public readonly record struct InstrumentNumber(int Value)
{
    public static readonly InstrumentNumber None = default;
}
