using System.Security.Cryptography;

namespace Broadtape.Portal.Layout;

/// <summary>Addresses of the built stylesheet and script, with their content's hash, so that they may be kept for ever.</summary>
sealed class Assets(IWebHostEnvironment environment)
{
    public string Style { get; } = Address(environment, "assets/site.css");
    public string Script { get; } = Address(environment, "assets/site.js");

    /// <summary>Of pages with a chart only.</summary>
    public string ChartStyle { get; } = Address(environment, "assets/chart.css");

    /// <inheritdoc cref="ChartStyle"/>
    public string ChartScript { get; } = Address(environment, "assets/chart.js");

    static string Address(IWebHostEnvironment environment, string path)
    {
        var file = environment.WebRootFileProvider.GetFileInfo(path);
        if (!file.Exists)
            return "/" + path;
        using var content = file.CreateReadStream();
        return $"/{path}?v={Convert.ToHexStringLower(SHA256.HashData(content))[..10]}";
    }
}
