using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Newsroom;
using Broadtape.Portal.About;
using Broadtape.Portal.Account;
using Broadtape.Portal.Articles;
using Broadtape.Portal.Boards;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;
using Broadtape.Portal.ExchangeNews;
using Broadtape.Portal.Fronts;
using Broadtape.Portal.NotFound;
using Broadtape.Portal.Quotes;
using Broadtape.Portal.Search;
using Broadtape.Portal.Udf;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadtape.Portal;

/// <summary>Every address a reader may open.</summary>
static class Pages
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext http) => Front(http, Say.Home, null, default));
        app.MapGet(
            "/topics/{slug}",
            (HttpContext http, INewsroom newsroom, string slug) =>
                newsroom.Site.Topics.FirstOrDefault(t => t.Slug == slug) is { } topic
                    ? Front(http, Of(topic.Title), null, new(Topic: slug))
                    : Missing(http, slug)
        );
        app.MapGet(
            "/columns/{slug}",
            (HttpContext http, INewsroom newsroom, string slug) =>
                newsroom.Site.Columns.FirstOrDefault(c => c.Slug == slug) is { } column
                    ? Front(http, Of(column.Title), column.Description, new(Column: slug))
                    : Missing(http, slug)
        );
        app.MapGet("/articles/{id:long}/{slug?}", Article);
        app.MapGet("/quotes/{mic}/{code}", Quote);
        app.MapGet("/boards/{slug}", Board);
        app.MapGet("/exchange-news", (HttpContext http) => Page<ExchangeNewsPage>(new { Visit = Visit.Of(http) }));
        app.MapGet("/about/data", (HttpContext http) => Page<DataPage>(new { Visit = Visit.Of(http) }));
        app.MapGet("/about/udf-chart", (HttpContext http) => Page<UdfChartPage>(new { Visit = Visit.Of(http) }));
        app.MapGet("/search", SearchFor);
        app.MapGet("/account", (HttpContext http) => Page<AccountPage>(new { Visit = Visit.Of(http) }));
        app.MapPost("/account/as/{kind}", SignInAs).DisableAntiforgery();
        app.MapGet(
            "/{slug}",
            (HttpContext http, INewsroom newsroom, string slug) =>
                newsroom.Site.Sections.FirstOrDefault(s => s.Slug == slug) is { } section
                    ? Front(http, Of(section.Title), null, new(Section: slug))
                    : Missing(http, slug)
        );
        app.MapFallback((HttpContext http) => Missing(http, http.Request.Path.Value!.Split('/')[^1]));
    }

    static IResult Front(HttpContext http, Phrase title, string? description, FrontFilter filter)
    {
        var visit = Visit.Of(http);
        return Page<FrontPage>(
            new
            {
                Visit = visit,
                Title = title.In(visit.Edition),
                Description = description,
                Filter = filter,
            }
        );
    }

    static IResult Article(HttpContext http, INewsroom newsroom, long id, string? slug)
    {
        var visit = Visit.Of(http);
        if (newsroom.Article(id, visit.Moment) is not { } article)
            return Missing(http, slug ?? "");
        if (slug != article.Slug)
            return Results.Redirect(visit.To($"/articles/{id}/{article.Slug}"), permanent: true);
        if (!visit.IsPast)
            newsroom.Read(id, visit.Moment);
        return Page<ArticlePage>(new { Visit = visit, Article = article });
    }

    static IResult Quote(HttpContext http, string mic, string code)
    {
        var visit = Visit.Of(http);
        if (visit.View.Instruments.FindSymbol($"{mic}:{code}") is { } instrument)
            return Page<QuotePage>(new { Visit = visit, Instrument = instrument });
        // 700 and 0700.HK are ways to write 00700: one address is the right one.
        return StockCode.Normalise(code) is { } normal && visit.View.Instruments.FindSymbol($"{mic}:{normal}") is { } meant
            ? Results.Redirect(visit.ToQuote(meant.Id), permanent: true)
            : Missing(http, code);
    }

    static IResult Board(HttpContext http, BoardList boards, string slug)
    {
        var visit = Visit.Of(http);
        var asked = MoversAsked.Read(http.Request.Query);
        if (slug == MoversAsked.Slug)
            return Page<MoversPage>(new { Visit = visit, Asked = asked });
        if (slug == HeatmapPage.Slug)
            return Page<HeatmapPage>(new { Visit = visit, asked.Market });
        var plan = slug == BoardList.Recording ? BoardList.OfRecording(visit.View.Instruments, 200) : boards.Find(slug);
        return plan is null
            ? Missing(http, slug)
            : Page<BoardPage>(
                new
                {
                    Visit = visit,
                    Plan = plan,
                    Sort = BoardSort.Read(http.Request.Query),
                }
            );
    }

    static IResult SearchFor(HttpContext http, string? q)
    {
        var visit = Visit.Of(http);
        var asked = (q ?? "").Trim();
        return Api.InstrumentsApi.LookupOf(visit.View.Instruments).Exactly(asked) is { } instrument
            ? Results.Redirect(visit.ToQuote(instrument.Id))
            : Page<SearchPage>(new { Visit = visit, Asked = asked });
    }

    static IResult SignInAs(HttpContext http, SiteSettings settings, string kind)
    {
        var visit = Visit.Of(http);
        if (!settings.IsDemo || !Enum.TryParse<ViewerKind>(kind, ignoreCase: true, out var chosen))
            return Missing(http, kind);
        http.Response.Cookies.Append(
            FrontDoor.ViewerCookie,
            chosen.ToString().ToLowerInvariant(),
            new()
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                IsEssential = true,
            }
        );
        return Results.Redirect(visit.To("/account"));
    }

    static IResult Missing(HttpContext http, string asked)
    {
        if (http.Features.Get<Visit>() is null)
            return Results.NotFound();
        return Page<NotFoundPage>(new { Visit = Visit.Of(http), Asked = asked.Replace('-', ' ') }, StatusCodes.Status404NotFound);
    }

    static RazorComponentResult<T> Page<T>(object parameters, int? status = null)
        where T : Microsoft.AspNetCore.Components.IComponent => new(parameters) { StatusCode = status };

    static Phrase Of(Title title) => new(title.ZhHant, title.ZhHans, title.En);
}
