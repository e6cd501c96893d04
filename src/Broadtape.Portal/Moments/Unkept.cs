namespace Broadtape.Portal.Moments;

/// <summary>Stands on a route whose answer is no page to be kept or named by a tag: it goes on without end, or depends on now as well.</summary>
sealed record Unkept;
