namespace Broadtape.Tape.History.Import;

/// <summary>
/// Names as they are typed: letters and digits of full width, hyphens and ideographs of a typesetter's made ordinary. The runtime's own
/// normalisation does not do it in a program without cultures.
/// </summary>
static class PlainText
{
    /// <summary>Ideographs encoded twice, as they occur in exchanges' lists, and what each is.</summary>
    static readonly Dictionary<char, char> Twice = new()
    {
        ['\uF902'] = '車',
        ['\uF90A'] = '金',
        ['\uF983'] = '旅',
        ['\uF98A'] = '力',
        ['\uF9DC'] = '隆',
        ['\uF9DD'] = '利',
        ['\uF9E0'] = '易',
        ['\uF9E1'] = '李',
        ['\uF9E4'] = '理',
        ['\uF9E9'] = '里',
        ['\uFA08'] = '行',
    };

    internal static string Of(string text) =>
        string.Create(
            text.Length,
            text,
            static (plain, text) =>
            {
                for (var i = 0; i < plain.Length; i++)
                    plain[i] = text[i] switch
                    {
                        >= '！' and <= '～' and var wide => (char)(wide - 0xFEE0),
                        '\u3000' or '\u00A0' => ' ',
                        '\u2010' or '\u2011' => '-',
                        var other => Twice.GetValueOrDefault(other, other),
                    };
            }
        );
}
