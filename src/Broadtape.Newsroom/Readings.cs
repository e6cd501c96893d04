using System.Collections.Concurrent;
using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>How often articles were read, in buckets of ten minutes; a reading counts half after twelve hours.</summary>
sealed class Readings
{
    const long BucketLength = 600L * 1_000_000_000;
    const double HalfLife = 12.0 * 3600 * 1_000_000_000 / BucketLength;

    readonly ConcurrentDictionary<long, ConcurrentDictionary<long, long>> byArticle = [];

    internal static long BucketOf(Moment at) => at.UnixNanoseconds / BucketLength;

    internal void Add(long article, long bucket, long count) =>
        byArticle.GetOrAdd(article, _ => []).AddOrUpdate(bucket, count, (_, before) => before + count);

    /// <summary>Decayed readings up to the moment; later ones do not exist yet.</summary>
    internal double ScoreOf(long article, Moment at)
    {
        if (!byArticle.TryGetValue(article, out var buckets))
            return 0;
        var now = BucketOf(at);
        return buckets.Where(b => b.Key <= now).Sum(b => b.Value * Math.Pow(0.5, (now - b.Key) / HalfLife));
    }
}
