using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal;
using Broadtape.Tests.Journeys;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Broadtape.Tests.NewsroomTests;

public sealed class NewsroomTests : IDisposable
{
    static readonly Moment Noon = Moment.Parse("2026-01-08T12:00+08:00");

    readonly string folder = Directory.CreateTempSubdirectory("broadtape-newsroom-").FullName;

    Newsroom.Newsroom Open()
    {
        var newsroom = Newsroom.Newsroom.Open(folder, new InstrumentNames(DemoMarket.Instruments));
        newsroom.ImportSite(Repository.Read("samples/demo-site/site.yaml"), "site.yaml");
        return newsroom;
    }

    static string Piece(
        long id,
        string published = "2026-01-08T12:00+08:00",
        string? updated = null,
        string body = "第一段。",
        string headline = "標題"
    ) =>
        $"""
            ---
            id: {id}
            slug: piece-{id}
            lang: zh-Hant
            headline: {headline}
            standfirst: 引言
            byline: 編輯部
            section: news
            published: {published}
            {(updated is null ? "" : "updated: " + updated)}
            ---

            {body}
            """;

    [Fact]
    public void The_demo_sites_articles_are_taken_without_a_refusal_and_again_without_a_change()
    {
        using var newsroom = Open();
        var articles = Directory
            .GetFiles(Path.Combine(Repository.Root, "samples/demo-site/articles"), "*.md")
            .Select(f => (File.ReadAllText(f), Path.GetFileName(f)))
            .ToArray();
        var first = newsroom.ImportArticles(articles);
        Assert.Empty(first.Refused);
        Assert.Equal(articles.Length, first.Taken);
        var again = newsroom.ImportArticles(articles);
        Assert.Equal((0, articles.Length), (again.Taken, again.Unchanged));
    }

    /// <summary>Revisions at any times, asked for at any moment, before and after a restart: the newest that was valid then.</summary>
    [Fact]
    public void An_article_is_at_every_moment_the_revision_valid_then() =>
        Gen.Int[1, 200]
            .Array[1, 6]
            .Sample(
                gaps =>
                {
                    var path = Directory.CreateDirectory(Path.Combine(folder, Guid.NewGuid().ToString("N"))).FullName;
                    var from = new List<Moment> { Noon };
                    var newsroom = Newsroom.Newsroom.Open(path, new InstrumentNames(DemoMarket.Instruments));
                    newsroom.ImportSite(Repository.Read("samples/demo-site/site.yaml"), "site.yaml");
                    newsroom.ImportArticles([(Piece(7, body: "版本 1"), "a.md")]);
                    foreach (var gap in gaps)
                    {
                        from.Add(from[^1] + Duration.FromMinutes(gap));
                        var report = newsroom.ImportArticles([(Piece(7, updated: from[^1].ToString(), body: $"版本 {from.Count}"), "a.md")]);
                        Assert.Equal((1, 0), (report.Taken, report.Refused.Count));
                    }
                    Check();
                    newsroom.Dispose();
                    newsroom = Newsroom.Newsroom.Open(path, new InstrumentNames(DemoMarket.Instruments));
                    Check();
                    newsroom.Dispose();

                    void Check()
                    {
                        Assert.Null(newsroom.Article(7, Noon - Duration.FromNanoseconds(1)));
                        foreach (var (index, start) in from.Index())
                        {
                            Assert.Equal(index + 1, newsroom.Article(7, start)!.Revision);
                            if (index > 0)
                                Assert.Equal(index, newsroom.Article(7, start - Duration.FromNanoseconds(1))!.Revision);
                        }
                        Assert.Equal(Noon, newsroom.Article(7, Moment.Never)!.FirstPublished);
                    }
                },
                iter: 15,
                threads: 1
            );

    [Fact]
    public void A_process_killed_while_it_prepared_the_database_does_not_keep_the_next_one_waiting()
    {
        using (var database = new NewsroomDatabase(Path.Combine(folder, "newsroom.db")))
        {
            database.Database.ExecuteSqlRaw("""CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER PRIMARY KEY, "Timestamp" TEXT NOT NULL)""");
            database.Database.ExecuteSqlRaw("""INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-08 00:00:00')""");
        }
        using var newsroom = Open();
        Assert.NotEmpty(newsroom.Site.Sections);
    }

    [Fact]
    public void A_changed_text_without_a_later_date_is_refused_and_the_old_one_stands()
    {
        using var newsroom = Open();
        newsroom.ImportArticles([(Piece(7), "a.md")]);
        var report = newsroom.ImportArticles([(Piece(7, body: "另一段。"), "a.md"), (Piece(8), "b.md")]);
        Assert.Equal((1, 1), (report.Taken, report.Refused.Count));
        Assert.Contains("a.md, line 1: ", report.Refused[0], StringComparison.Ordinal);
        Assert.Contains("'updated' later than", report.Refused[0], StringComparison.Ordinal);
        Assert.Equal(1, newsroom.Article(7, Moment.Never)!.Revision);
    }

    [Theory]
    [InlineData("section: news", "section: nowhere", "section 'nowhere' is none of this site's")]
    [InlineData("id: 7", "id: 0", "id is a number above 0")]
    [InlineData("lang: zh-Hant", "lang: fr", "lang 'fr'")]
    [InlineData("published: 2026-01-08T12:00+08:00", "published: yesterday", "published 'yesterday' is not ISO 8601")]
    [InlineData("headline: 標題", "headline: ", "headline is missing")]
    [InlineData("第一段。", "第一段，[一隻](quote:XHKG:99999)。", "'XHKG:99999' is no instrument")]
    [InlineData("第一段。", "[走](javascript:alert(1))", "is neither a web address nor a path")]
    [InlineData("第一段。", "<script>alert(1)</script>", "has no place in an article")]
    [InlineData("---\nid", "id", "does not begin with front matter")]
    public void What_is_wrong_with_an_article_is_said_with_its_file_and_line(string right, string wrong, string reason)
    {
        using var newsroom = Open();
        var text = Piece(7).ReplaceLineEndings("\n");
        Assert.Contains(right, text, StringComparison.Ordinal);
        var report = newsroom.ImportArticles([(text.Replace(right, wrong, StringComparison.Ordinal), "a.md")]);
        var line = Assert.Single(report.Refused);
        Assert.Matches("^a\\.md, line [0-9]+: ", line);
        Assert.Contains(reason, line, StringComparison.Ordinal);
        Assert.Null(newsroom.Article(7, Moment.Never));
    }

    [Fact]
    public void Nothing_published_later_stands_in_any_list()
    {
        using var newsroom = Open();
        newsroom.ImportArticles([.. Enumerable.Range(1, 9).Select(i => (Piece(i, $"2026-01-08T1{i}:00+08:00", body: "騰訊控股升。"), $"{i}.md"))]);
        for (var hour = 10; hour < 20; hour++)
        {
            var at = Moment.Parse($"2026-01-08T{hour}:30+08:00");
            var due = Enumerable.Range(1, 9).Select(i => (long)i).Where(i => 10 + i <= hour).Reverse().ToArray();
            Assert.Equal(due, newsroom.Latest(at, 99).Select(a => a.Id));
            Assert.Equal(due, newsroom.Popular(at, 99).Select(a => a.Id));
            Assert.Equal(due, newsroom.Naming("XHKG:00700", at, 99).Select(a => a.Id));
            Assert.Equal(due.Order(), newsroom.Near("標題", at, 99).Select(a => a.Id).Order());
            if (newsroom.Article(1, at) is { } first)
                Assert.Equal(due.Where(i => i != 1), newsroom.Related(first, at, 99).Select(a => a.Id));
        }
    }

    [Fact]
    public void A_reading_counts_half_after_twelve_hours_and_those_of_later_not_at_all()
    {
        var readings = new Readings();
        readings.Add(1, Readings.BucketOf(Noon), 8);
        var told = Noon + Duration.FromMinutes(20);
        Assert.Equal(8, readings.ScoreOf(1, told), 9);
        Assert.Equal(4, readings.ScoreOf(1, told + Duration.FromHours(12)), 9);
        Assert.Equal(1, readings.ScoreOf(1, told + Duration.FromHours(36)), 9);
        Assert.Equal(0, readings.ScoreOf(1, told - Duration.FromNanoseconds(1)));
    }

    [Fact]
    public void A_reading_that_comes_in_late_changes_no_score_that_was_told()
    {
        var random = new Random(5);
        var readings = new Readings();
        var (told, now) = (new List<(Moment At, double Score)>(), Noon);
        for (var i = 0; i < 2_000; i++)
        {
            now += Duration.FromSeconds(random.Next(90));
            if (random.Next(3) == 0)
                told.Add((now, readings.ScoreOf(1, now)));
            else
                readings.Add(1, now - Duration.FromMinutes(random.Next(60)));
        }
        Assert.Contains(told, t => t.Score > 0);
        Assert.All(told, t => Assert.Equal(t.Score, readings.ScoreOf(1, t.At)));
    }

    [Fact]
    public void Readings_are_there_after_a_restart_and_popularity_of_the_past_stays()
    {
        var later = Noon + Duration.FromHours(30);
        using (var newsroom = Open())
        {
            newsroom.ImportArticles([(Piece(1, "2026-01-08T09:00+08:00"), "1.md"), (Piece(2, "2026-01-08T10:00+08:00"), "2.md")]);
            for (var i = 0; i < 5; i++)
                newsroom.Read(1, Noon);
            for (var i = 0; i < 4; i++)
                newsroom.Read(2, later);
        }
        using var again = Open();
        var told = Duration.FromMinutes(20);
        Assert.Equal([1, 2], again.Popular(Noon + told, 2).Select(a => a.Id));
        Assert.Equal([2, 1], again.Popular(later + told, 2).Select(a => a.Id));
    }

    [Fact]
    public void Readings_that_the_disk_refuses_wait_and_are_written_when_it_takes_them()
    {
        long before;
        using (var newsroom = Open())
        {
            newsroom.ImportArticles([(Piece(1, "2026-01-08T09:00+08:00"), "1.md")]);
            before = Counted();
            newsroom.Read(1, Noon);
            Tell("ALTER TABLE Readings RENAME TO Elsewhere");
            Assert.False(newsroom.Flush());
            newsroom.Read(1, Noon);
            Tell("ALTER TABLE Elsewhere RENAME TO Readings");
            Assert.True(newsroom.Flush());
        }
        Assert.Equal(before + 2, Counted());

        long Counted() => (long)(Tell("SELECT COALESCE(SUM(Count), 0) FROM Readings") ?? 0L);

        object? Tell(string statement)
        {
            using var database = new SqliteConnection($"Data Source={Path.Combine(folder, "newsroom.db")};Pooling=False");
            database.Open();
            using var command = database.CreateCommand();
            command.CommandText = statement;
            return command.ExecuteScalar();
        }
    }

    [Fact]
    public void The_fingerprint_is_another_after_any_import_and_the_same_after_a_restart()
    {
        string before,
            after;
        using (var newsroom = Open())
        {
            before = newsroom.Fingerprint;
            newsroom.ImportArticles([(Piece(1, "2026-01-08T09:00+08:00"), "1.md")]);
            after = newsroom.Fingerprint;
        }
        Assert.NotEqual(before, after);
        using var again = Open();
        Assert.Equal(after, again.Fingerprint);
    }

    [Fact]
    public void A_call_is_never_changed_and_not_known_before_it_was_made()
    {
        using var newsroom = Open();
        var symbols = newsroom.Calls(Moment.Never);
        Assert.NotEmpty(symbols);
        foreach (var (symbol, call) in symbols)
        {
            Assert.Equal(symbol, call.Symbol);
            Assert.DoesNotContain(call, newsroom.Calls(call.Made - Duration.FromNanoseconds(1)).Values);
            Assert.Equal(call, newsroom.Calls(call.Made)[symbol]);
        }
        // The same file again adds none.
        var count = symbols.Count;
        newsroom.ImportSite(Repository.Read("samples/demo-site/site.yaml") + "\n", "site.yaml");
        Assert.Equal(count, newsroom.Calls(Moment.Never).Count);
    }

    [Fact]
    public void A_promotion_stands_in_its_slot_from_its_beginning_until_its_end()
    {
        using var newsroom = Open();
        Assert.NotEmpty(newsroom.Site.Promotions);
        foreach (var promotion in newsroom.Site.Promotions)
        {
            Assert.DoesNotContain(promotion, newsroom.Promotions(promotion.From - Duration.FromNanoseconds(1), promotion.Slot));
            Assert.Contains(promotion, newsroom.Promotions(promotion.From, promotion.Slot));
            Assert.DoesNotContain(promotion, newsroom.Promotions(promotion.Until, promotion.Slot));
        }
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
