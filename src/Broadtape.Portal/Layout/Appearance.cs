namespace Broadtape.Portal.Layout;

/// <summary>The reader's choice of light and of colours, as his cookies tell it; what they cannot mean is the site's own choice.</summary>
readonly record struct Appearance(string Theme, string Colours)
{
    public static Appearance Of(HttpRequest request) =>
        new(
            request.Cookies["theme"] is ("light" or "dark") and var theme ? theme : "auto",
            request.Cookies["colours"] is ("red" or "safe") and var colours ? colours : "green"
        );
}
