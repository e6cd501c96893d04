using System.CommandLine;
using System.Globalization;

namespace Broadtape.Portal.Verbs;

/// <param name="Multiple">Of the wall's pace; null: as fast as it goes.</param>
sealed record Speed(decimal? Multiple)
{
    /// <summary>A positive multiple of the wall's pace; "max" where allowed.</summary>
    public static Option<Speed> Option(bool allowMax) =>
        new("--speed")
        {
            Description = allowMax ? "Multiple of the recording's own pace, or max" : "Multiple of real time",
            DefaultValueFactory = _ => new(1),
            CustomParser = result =>
            {
                var text = result.Tokens[0].Value;
                if (allowMax && text == "max")
                    return new Speed(Multiple: null);
                if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var speed) && speed is > 0 and <= 10_000)
                    return new(speed);
                result.AddError($"--speed '{text}' is not a number above 0 and up to 10,000{(allowMax ? ", nor max" : "")}");
                return new(1);
            },
        };
}
