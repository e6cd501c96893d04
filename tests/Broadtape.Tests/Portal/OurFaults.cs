using System.Net;
using Broadtape.Portal.Door;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Broadtape.Tests.PortalTests;

public sealed class OurFaults
{
    [Theory]
    [InlineData("/articles/1", "本站出錯", "text/html")]
    [InlineData("/en/articles/1", "Something broke on our side", "text/html")]
    [InlineData("/api/v1/quotes", "Something broke on our side", "application/problem+json")]
    public async Task A_bug_is_told_in_a_sentence_and_shows_nothing_of_itself(string path, string said, string type)
    {
        var stop = TestContext.Current.CancellationToken;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(System.Text.Encodings.Web.HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All));
        await using var app = builder.Build();
        app.UseOurFaults();
        app.Run(_ => throw new InvalidOperationException("a secret of ours"));
        await app.StartAsync(stop);
        using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        var response = await client.GetAsync(path, stop);
        var text = await response.Content.ReadAsStringAsync(stop);
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }
}
