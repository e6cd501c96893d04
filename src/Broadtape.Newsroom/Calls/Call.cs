using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>How a target was put.</summary>
public enum TargetForm : byte
{
    /// <summary>"--": the commentator follows it and names no price.</summary>
    None,
    Value,

    /// <summary>"$26.00以上": at least.</summary>
    Floor,
    Range,
}

/// <summary>A commentator's target price with its terms, as it was made. It is opinion, not a market figure, and says whose.</summary>
/// <param name="Symbol">MIC:code.</param>
/// <param name="Low">The value, the floor or the lower end; null with <see cref="TargetForm.None"/>.</param>
/// <param name="High">The upper end of a range; null otherwise.</param>
public sealed record Call(
    long Id,
    string Symbol,
    TargetForm Form,
    Price? Low,
    Price? High,
    string Currency,
    string Author,
    long? ArticleId,
    Moment Made
)
{
    /// <summary>As the ticker prints it: $7.94, $26.00以上, $20.00–$22.00, --.</summary>
    public string Print(Edition edition) => CallText.Print(this, edition);
}
