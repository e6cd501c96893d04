using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadtape.Market;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Broadtape.Newsroom;

/// <summary>
/// The newsroom on its database. Pages read an immutable picture of it in memory; an import writes the database first and then
/// replaces the picture. Readings are counted in memory and written by <see cref="Flush"/>.
/// </summary>
public sealed class Newsroom : INewsroom, IDisposable
{
    /// <summary>Readings waiting to be written; beyond it they are counted in memory only, and lost with the process.</summary>
    const int UnflushedMost = 100_000;

    readonly string file;
    readonly IInstrumentNames names;
    readonly Lock importing = new();
    readonly Lock counting = new();
    readonly Readings readings = new();
    readonly Dictionary<(long ArticleId, long Bucket), long> unflushed = [];
    volatile NewsroomPicture picture;

    Newsroom(string file, IInstrumentNames names)
    {
        this.file = file;
        this.names = names;
        using var database = new NewsroomDatabase(file);
        Migrate(database);
        database.Database.ExecuteSqlRaw("PRAGMA journal_mode=WAL");
        foreach (var reading in database.Readings.AsNoTracking())
            readings.Add(reading.ArticleId, reading.Bucket, reading.Count);
        picture = Load(database, readings);
    }

    static void Migrate(NewsroomDatabase database)
    {
        if (!database.Database.GetPendingMigrations().Any())
            return;
        // Left by a process that was killed while migrating, it would be waited for without end.
        database.Database.ExecuteSqlRaw("""DROP TABLE IF EXISTS "__EFMigrationsLock" """);
        database.Database.Migrate();
    }

    /// <summary>Opens or begins the newsroom in a folder.</summary>
    public static Newsroom Open(string folder, IInstrumentNames names)
    {
        Directory.CreateDirectory(folder);
        return new(Path.Combine(folder, "newsroom.db"), names);
    }

    public Site Site => picture.Site;

    public string Fingerprint => picture.Fingerprint;

    public Article? Article(long id, Moment at) => picture.Article(id, at);

    public IReadOnlyList<ArticleSummary> Latest(Moment at, int count, FrontFilter filter = default) => picture.Latest(at, count, filter);

    public Moment? PublishedBefore(Moment at, FrontFilter filter = default) => picture.PublishedBefore(at, filter);

    public Moment? PublishedAfter(Moment at, Moment now, FrontFilter filter = default) => picture.PublishedAfter(at, now, filter);

    public IReadOnlyList<ArticleSummary> Popular(Moment at, int count) => picture.Popular(at, count);

    public IReadOnlyList<ArticleSummary> Related(Article article, Moment at, int count) => picture.Related(article, at, count);

    public IReadOnlyList<ArticleSummary> Naming(string symbol, Moment at, int count) => picture.Naming(symbol, at, count);

    public IReadOnlyList<ArticleSummary> Near(string words, Moment at, int count) => picture.Near(words, at, count);

    public IReadOnlyDictionary<string, Call> Calls(Moment at) => picture.CallsAt(at);

    public IReadOnlyList<Promotion> Promotions(Moment at, string slot) =>
        [.. picture.Site.Promotions.Where(p => p.Slot == slot && p.From <= at && at < p.Until)];

    public IReadOnlyList<Video> Videos(Moment at, int count) =>
        [.. picture.Site.Videos.Where(v => v.Published <= at).OrderByDescending(v => v.Published).Take(count)];

    public void Read(long articleId, Moment at)
    {
        lock (counting)
        {
            var bucket = readings.Add(articleId, at);
            if (unflushed.Count < UnflushedMost || unflushed.ContainsKey((articleId, bucket)))
                unflushed[(articleId, bucket)] = unflushed.GetValueOrDefault((articleId, bucket)) + 1;
        }
    }

    /// <summary>Writes the readings counted since the last time; false when the disk did not take them, and they wait for the next.</summary>
    public bool Flush()
    {
        List<KeyValuePair<(long ArticleId, long Bucket), long>> waiting;
        lock (counting)
        {
            waiting = [.. unflushed];
            unflushed.Clear();
        }
        if (waiting.Count == 0)
            return true;
        try
        {
            lock (importing)
            {
                using var database = new NewsroomDatabase(file);
                foreach (var ((article, bucket), count) in waiting)
                    Count(database, article, bucket, count);
                database.SaveChanges();
            }
            return true;
        }
        catch (Exception e) when (e is SqliteException or DbUpdateException)
        {
            lock (counting)
                foreach (var (key, count) in waiting)
                    if (unflushed.Count < UnflushedMost || unflushed.ContainsKey(key))
                        unflushed[key] = unflushed.GetValueOrDefault(key) + count;
            return false;
        }
    }

    /// <summary>
    /// Takes a site's shape: sections, topics, columns, promotions, videos, plans; new calls are added, none is ever changed. Throws
    /// <see cref="ImportException"/>.
    /// </summary>
    public ImportReport ImportSite(string yaml, string fileName)
    {
        var contents = SiteReader.Read(yaml, fileName);
        if (contents.Calls.FirstOrDefault(c => !names.Knows(c.Symbol)) is { } unknown)
            throw new ImportException(fileName, 1, $"a call names '{unknown.Symbol}', which is no instrument");
        lock (importing)
        {
            using var database = new NewsroomDatabase(file);
            var row = database.Sites.SingleOrDefault();
            if (row?.Text == yaml)
                return new(0, 1, []);
            if (row is null)
                database.Sites.Add(new() { Text = yaml });
            else
                row.Text = yaml;
            foreach (var call in contents.Calls)
                if (!database.Calls.Any(c => c.Symbol == call.Symbol && c.Made == call.Made.UnixNanoseconds && c.Author == call.Author))
                    database.Calls.Add(RowOf(call));
            var told = contents
                .Readings.Select(r => (r.ArticleId, Bucket: Readings.BucketOf(r.At), r.Count))
                .Where(r => !database.Readings.Any(known => known.ArticleId == r.ArticleId && known.Bucket == r.Bucket))
                .ToList();
            foreach (var (article, bucket, count) in told)
                Count(database, article, bucket, count);
            database.SaveChanges();
            foreach (var (article, bucket, count) in told)
                readings.Add(article, bucket, count);
            picture = Load(database, readings);
        }
        return new(1, 0, []);
    }

    /// <summary>Takes articles; the same text changes nothing, another text becomes a revision valid from its "updated".</summary>
    public ImportReport ImportArticles(IEnumerable<(string Text, string File)> articles)
    {
        var (taken, unchanged) = (0, 0);
        var refused = new List<string>();
        lock (importing)
        {
            using var database = new NewsroomDatabase(file);
            var reader = new ArticleReader(names, picture.Site);
            foreach (var (text, name) in articles)
                try
                {
                    if (Take(database, reader.Read(text, name), name))
                        taken++;
                    else
                        unchanged++;
                }
                catch (ImportException e)
                {
                    refused.Add(e.Message);
                }
            database.SaveChanges();
            picture = Load(database, readings);
        }
        return new(taken, unchanged, refused);
    }

    static bool Take(NewsroomDatabase database, Article article, string name)
    {
        var rows = database.Revisions.Where(r => r.ArticleId == article.Id).AsEnumerable();
        var last = rows.Concat(database.Revisions.Local.Where(r => r.ArticleId == article.Id)).MaxBy(r => r.Number);
        var number = (last?.Number ?? 0) + 1;
        if (last is not null && last.Content == JsonSerializer.Serialize(article with { Revision = last.Number }))
            return false;
        if (last is not null && article.ValidFrom.UnixNanoseconds <= last.ValidFrom)
            throw new ImportException(
                name,
                1,
                $"article {article.Id} has changed; say when with an 'updated' later than {new Moment(last.ValidFrom)}"
            );
        database.Revisions.Add(
            new()
            {
                ArticleId = article.Id,
                Number = number,
                ValidFrom = article.ValidFrom.UnixNanoseconds,
                Content = JsonSerializer.Serialize(article with { Revision = number }),
            }
        );
        return true;
    }

    static void Count(NewsroomDatabase database, long article, long bucket, long count)
    {
        var row = database.Readings.Find(article, bucket);
        if (row is null)
            database.Readings.Add(
                new()
                {
                    ArticleId = article,
                    Bucket = bucket,
                    Count = count,
                }
            );
        else
            row.Count += count;
    }

    static CallRow RowOf(Call call) =>
        new()
        {
            Symbol = call.Symbol,
            Form = call.Form,
            Low = call.Low?.Millionths,
            High = call.High?.Millionths,
            Currency = call.Currency,
            Author = call.Author,
            ArticleId = call.ArticleId,
            Made = call.Made.UnixNanoseconds,
        };

    static NewsroomPicture Load(NewsroomDatabase database, Readings readings)
    {
        var site = database.Sites.AsNoTracking().SingleOrDefault() is { } row ? SiteReader.Read(row.Text, "site").Site : Site.Empty;
        var articles = database.Revisions.AsNoTracking().AsEnumerable().Select(r => JsonSerializer.Deserialize<Article>(r.Content)!);
        var calls = database
            .Calls.AsNoTracking()
            .AsEnumerable()
            .Select(c => new Call(
                c.Id,
                c.Symbol,
                c.Form,
                c.Low is { } low ? new Price(low) : null,
                c.High is { } high ? new Price(high) : null,
                c.Currency,
                c.Author,
                c.ArticleId,
                new(c.Made)
            ))
            .ToList();
        return new(site, articles, calls, readings, FingerprintOf(database));
    }

    /// <summary>Of every row, so that a row that is gone is missed too.</summary>
    static string FingerprintOf(NewsroomDatabase database)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in database.Sites.AsNoTracking().Select(s => s.Text))
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var content in database.Revisions.AsNoTracking().OrderBy(r => r.ArticleId).ThenBy(r => r.Number).Select(r => r.Content))
            hash.AppendData(Encoding.UTF8.GetBytes(content));
        foreach (var call in database.Calls.AsNoTracking().OrderBy(c => c.Id).Select(c => c.Id))
            hash.AppendData(BitConverter.GetBytes(call));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose() => Flush();
}
