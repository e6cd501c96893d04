using Broadtape.Portal.Door;

namespace Broadtape.Portal.Moments;

/// <summary>Holds an archived page against the portal's own rendering as of the same moment.</summary>
static class PageProof
{
    /// <summary>Characters told on each side of the first difference.</summary>
    const int Around = 200;

    /// <summary>Null when they are the same but for <see cref="PageDifferences"/>; else where they first differ.</summary>
    /// <param name="portal">Its base address is the portal's; it sends the cookies it is given.</param>
    public static async Task<string?> Differs(HttpClient portal, ArchivedPage page, CancellationToken stop)
    {
        var address = $"{page.Address}{(page.Address.Contains('?') ? '&' : '?')}{AsOf.Parameter}={Uri.EscapeDataString(page.Moment)}";
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", $"{FrontDoor.ViewerCookie}={page.Viewer.ToLowerInvariant()}; theme={page.Theme}; colours={page.Colours}");
        using var answer = await portal.SendAsync(request, stop);
        var (live, past) = (PageDifferences.Remove(page.Html), PageDifferences.Remove(await answer.Content.ReadAsStringAsync(stop)));
        if (live == past)
            return null;
        var at = live.Zip(past).TakeWhile(p => p.First == p.Second).Count();
        return $"{page.Address} for {page.Viewer} at {page.Moment}\n  live: {Part(live, at)}\n  past: {Part(past, at)}";
    }

    static string Part(string text, int at) => text[Math.Max(0, at - Around)..Math.Min(text.Length, at + Around)];
}
