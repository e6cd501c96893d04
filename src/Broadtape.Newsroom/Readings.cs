using System.Collections.Concurrent;
using Broadtape.Market;

namespace Broadtape.Newsroom;

/// <summary>
/// How often articles were read, in buckets of ten minutes; a reading counts half after twelve hours. A bucket is told once the one after it
/// is over too, and what was told stands: a reading that comes in late goes into the first bucket that is still open. So a list of the past
/// is what it was.
/// </summary>
sealed class Readings
{
    const long BucketLength = 600L * 1_000_000_000;
    const double HalfLife = 12.0 * 3600 * 1_000_000_000 / BucketLength;

    readonly Lock counting = new();
    readonly ConcurrentDictionary<long, ConcurrentDictionary<long, long>> byArticle = [];
    long told = long.MinValue;

    internal static long BucketOf(Moment at) => at.UnixNanoseconds / BucketLength;

    /// <summary>Puts stored readings back where they were.</summary>
    internal void Add(long article, long bucket, long count) =>
        byArticle.GetOrAdd(article, _ => []).AddOrUpdate(bucket, count, (_, before) => before + count);

    /// <summary>Counts one reading; the bucket it went into.</summary>
    internal long Add(long article, Moment at)
    {
        lock (counting)
        {
            var bucket = Math.Max(BucketOf(at), told + 1);
            Add(article, bucket, 1);
            return bucket;
        }
    }

    /// <summary>Decayed readings as they were told at the moment.</summary>
    internal double ScoreOf(long article, Moment at)
    {
        var newest = ToldAt(at);
        lock (counting)
            told = Math.Max(told, newest);
        if (!byArticle.TryGetValue(article, out var buckets))
            return 0;
        // In order: a sum of doubles in another order is another sum.
        return buckets.Where(b => b.Key <= newest).OrderBy(b => b.Key).Sum(b => b.Value * Math.Pow(0.5, (newest - b.Key) / HalfLife));
    }

    /// <summary>
    /// The newest bucket that is told. The one just ended is not: its readings may lie unwritten for some seconds, and a process that is
    /// killed then would tell another past.
    /// </summary>
    static long ToldAt(Moment at) => BucketOf(at) - 2;
}
