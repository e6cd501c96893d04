using System.CommandLine;
using System.Globalization;

namespace Broadtape.Portal.Verbs;

static class Speed
{
    /// <summary>A positive multiple of the wall's pace; "max", where allowed, reads as null.</summary>
    public static Option<decimal?> Option(bool allowMax) =>
        new("--speed")
        {
            Description = allowMax ? "Multiple of the recording's own pace, or max" : "Multiple of real time",
            DefaultValueFactory = _ => 1,
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (allowMax && text == "max")
                    return null;
                if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 10_000)
                    return speed;
                result.AddError($"--speed '{text}' is not a number above 0 and up to 10,000{(allowMax ? ", nor max" : "")}");
                return null;
            },
        };
}
