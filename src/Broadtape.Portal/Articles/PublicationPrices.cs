using System.Collections.Concurrent;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.Door;
using Broadtape.Tape;

namespace Broadtape.Portal.Articles;

/// <summary>
/// What an article's first readers saw beside its instruments: the price of each at the moment of publication, as late as this viewer is
/// shown it. It never changes and is looked up once. Any thread.
/// </summary>
sealed class PublicationPrices(Pipeline pipeline, Gate gate)
{
    /// <summary>Prices kept, some 100 bytes each; when they are so many, all are forgotten and looked up again.</summary>
    const int Most = 100_000;

    readonly ConcurrentDictionary<(Moment, string, ViewerKind), Figure> known = [];

    public Figure Of(Article article, Instrument instrument, Visit visit)
    {
        var key = (article.FirstPublished, instrument.Id.Symbol, visit.Viewer.Kind);
        if (known.TryGetValue(key, out var figure))
            return figure;
        try
        {
            figure = gate.Disclose(pipeline.At(article.FirstPublished), visit.Viewer, Surface.Page, instrument)[QuoteField.Price];
        }
        catch (MissingEventsException)
        {
            // What was said then is lost; the article stands.
            return Figure.WithoutInput;
        }
        if (known.Count >= Most)
            known.Clear();
        return known[key] = figure;
    }
}
