using Microsoft.EntityFrameworkCore;

namespace Broadtape.Newsroom;

/// <summary>What the newsroom keeps: revisions that never change, calls that never change, counts of readings, the site's shape.</summary>
sealed class NewsroomDatabase(string file) : DbContext
{
    internal DbSet<RevisionRow> Revisions => Set<RevisionRow>();
    internal DbSet<CallRow> Calls => Set<CallRow>();
    internal DbSet<ReadingRow> Readings => Set<ReadingRow>();
    internal DbSet<SiteRow> Sites => Set<SiteRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) => options.UseSqlite($"Data Source={file};Pooling=False");

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<RevisionRow>().HasKey(r => new { r.ArticleId, r.Number });
        model.Entity<CallRow>().HasKey(c => c.Id);
        model
            .Entity<CallRow>()
            .HasIndex(c => new
            {
                c.Symbol,
                c.Made,
                c.Author,
            })
            .IsUnique();
        model.Entity<ReadingRow>().HasKey(r => new { r.ArticleId, r.Bucket });
        model.Entity<SiteRow>().HasKey(s => s.Id);
    }
}

/// <summary>One revision: what was valid from a moment on, until the next.</summary>
sealed class RevisionRow
{
    public long ArticleId { get; set; }
    public int Number { get; set; }

    /// <summary>Nanoseconds since 1970.</summary>
    public long ValidFrom { get; set; }

    /// <summary>The <see cref="Article"/> as JSON.</summary>
    public required string Content { get; set; }
}

sealed class CallRow
{
    public long Id { get; set; }
    public required string Symbol { get; set; }
    public TargetForm Form { get; set; }
    public long? Low { get; set; }
    public long? High { get; set; }
    public required string Currency { get; set; }
    public required string Author { get; set; }
    public long? ArticleId { get; set; }
    public long Made { get; set; }
}

/// <summary>Readings of an article within ten minutes.</summary>
sealed class ReadingRow
{
    public long ArticleId { get; set; }
    public long Bucket { get; set; }
    public long Count { get; set; }
}

/// <summary>The site's shape as it was written.</summary>
sealed class SiteRow
{
    public int Id { get; set; }
    public required string Text { get; set; }
}
