namespace Broadtape.Tests;

/// <summary>Recordings and lists that lie beside the repository; a plain clone has none and its tests say so.</summary>
static class SharedData
{
    /// <summary>Null when absent.</summary>
    public static string? Folder { get; } =
        new[]
        {
            Environment.GetEnvironmentVariable("BROADTAPE_SHARED"),
            Path.Combine(Repository.Root, "../shared"),
            Path.Combine(Repository.Root, "../../shared"),
        }.FirstOrDefault(p => p is not null && Directory.Exists(p));

    /// <summary>The path below it; skips the test when it is not there.</summary>
    public static string At(string path)
    {
        var full = Folder is null ? null : Path.Combine(Folder, path);
        Assert.SkipUnless(full is not null && (File.Exists(full) || Directory.Exists(full)), $"../shared/{path} is absent");
        return full!;
    }
}

static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = Find();

    static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Broadtape.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Broadtape.slnx is in no folder above the tests");
    }

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));
}
