using Microsoft.EntityFrameworkCore.Design;

namespace Broadtape.Newsroom;

/// <summary>Found by the tool that writes migrations; it opens no database.</summary>
sealed class NewsroomDatabaseFactory : IDesignTimeDbContextFactory<NewsroomDatabase>
{
    public NewsroomDatabase CreateDbContext(string[] args) => new("newsroom.db");
}
