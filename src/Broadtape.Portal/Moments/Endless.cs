namespace Broadtape.Portal.Moments;

/// <summary>Stands on a route whose answer goes on without end: there is nothing whole of it to keep or to name by a tag.</summary>
sealed record Endless;
