namespace Broadtape.Portal;

/// <summary>Where reference data and the demo site lie: beside the program.</summary>
static class SiteFiles
{
    public static string Reference(string name) => Path.Combine(AppContext.BaseDirectory, "reference", name);

    public static string FoundingDay(string name) => Path.Combine(AppContext.BaseDirectory, "samples", "founding-day", name);

    public static string AnswerBook() => Path.Combine(AppContext.BaseDirectory, "samples", "answer-book");

    public static string DemoSite(string name = "") => Path.Combine(AppContext.BaseDirectory, "samples", "demo-site", name);
}
