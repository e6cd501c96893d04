using System.Text.Encodings.Web;
using Broadtape.Market;
using Broadtape.Portal.Udf;
using Microsoft.AspNetCore.Mvc;

namespace Broadtape.Portal.Door;

/// <summary>Says why a request was not let in: problem details to programs, a plain page to readers.</summary>
static class RefusalPage
{
    /// <summary>A bug of ours stops its own request only, is logged with its trace, and is told to the reader in a sentence.</summary>
    public static void UseOurFaults(this IApplicationBuilder app) =>
        app.UseExceptionHandler(faults =>
            faults.Run(http =>
                Write(
                    http,
                    Refusal.OurFault(),
                    http.Request.Path.StartsWithSegments("/en") ? Edition.En
                        : http.Request.Path.StartsWithSegments("/zh-hans") ? Edition.ZhHans
                        : Edition.ZhHant
                )
            )
        );

    public static Task Write(HttpContext http, Refusal refusal, Edition edition)
    {
        if (http.Request.Path.StartsWithSegments("/udf"))
            return UdfAnswer.Error(http, refusal.En, refusal.Status);
        http.Response.StatusCode = refusal.Status;
        http.Response.Headers.CacheControl = "no-store";
        if (http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/stream"))
            return http.Response.WriteAsJsonAsync(
                new ProblemDetails { Status = refusal.Status, Title = refusal.En },
                options: null,
                contentType: "application/problem+json"
            );
        var encoder = http.RequestServices.GetRequiredService<HtmlEncoder>();
        var text = encoder.Encode(refusal.In(edition));
        var ways = string.Concat(refusal.Ways.Select(w => $"<li><a href=\"{encoder.Encode(w.Address)}\">{encoder.Encode(w.Text)}</a></li>"));
        var (lang, home) = edition switch
        {
            Edition.ZhHans => ("zh-Hans", "返回首页"),
            Edition.En => ("en", "Front page"),
            _ => ("zh-Hant-HK", "返回首頁"),
        };
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(
            $"""
            <!doctype html><html lang="{lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{refusal.Status} · Broadtape</title>
            <link rel="stylesheet" href="/assets/site.css"></head><body><main class="refusal"><h1>{text}</h1>{(
                ways.Length == 0 ? "" : $"<ul>{ways}</ul>"
            )}<p><a href="/">{home}</a></p></main></body></html>
            """
        );
    }
}
