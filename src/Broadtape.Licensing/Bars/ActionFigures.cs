using Broadtape.Market;
using NodaTime;

namespace Broadtape.Licensing;

/// <summary>A corporate action as one viewer may see it.</summary>
/// <param name="Amount">Cash a share, or the price of rights; none where the action has no amount.</param>
/// <param name="New">With <paramref name="Held"/>: so many new shares for so many held, as <see cref="CorporateActionKind"/> says; zero for a dividend.</param>
public sealed record ActionFigures(LocalDate ExDate, CorporateActionKind Kind, Figure Amount, int New, int Held);
