using System.IO.Compression;
using System.Text.RegularExpressions;

namespace Broadtape.Benchmarks;

/// <summary>What the article weighs: goals 14,336 B of HTML and CSS compressed, 10 KB of script gzipped, 6 requests.</summary>
static class WeightBench
{
    internal static async Task Run()
    {
        await using var portal = await RunningPortal.Start();
        var html = await portal.Client.GetStringAsync(RunningPortal.Article + "?asof=2026-01-09T00:08%2B08:00");
        var style = Regex.Match(html, "href=\"(/assets/site.css[^\"]*)\"").Groups[1].Value;
        var script = Regex.Match(html, "src=\"(/assets/site.js[^\"]*)\"").Groups[1].Value;
        var (page, css, js) = (
            Brotli(System.Text.Encoding.UTF8.GetBytes(html)),
            Brotli(await portal.Client.GetByteArrayAsync(style)),
            GZip(await portal.Client.GetByteArrayAsync(script))
        );
        var eager = Regex.Matches(html, "<img (?![^>]*loading=\"?lazy)").Count;
        Pairs.Print(
            $"HTML {page} B + CSS {css} B = {page + css} B (brotli); script {js} B (gzip); requests {4 + eager} (page, style, script, icon, {eager} pictures)"
        );
        Pairs.Print($"third parties {Regex.Matches(html, "(src|href)=\"https?://").Count}");
        Pairs.Print($"ratio {(page + css) / 14_336.0:0.00}");
    }

    static long Brotli(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(bytes);
        return packed.Length;
    }

    static long GZip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            stream.Write(bytes);
        return packed.Length;
    }
}
