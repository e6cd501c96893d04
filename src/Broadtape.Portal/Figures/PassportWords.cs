using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Figures;

/// <summary>The words of which a page's script makes a figure's passport, as attributes; lists are name:words|name:words.</summary>
static class PassportWords
{
    static readonly Phrase Computed = new("本站計算", "本站计算", "computed here");
    static readonly Phrase Extended = new("盤前盤後成交", "盘前盘后成交", "extended hours");

    static readonly Dictionary<Edition, Dictionary<string, object>> words = Enum.GetValues<Edition>().ToDictionary(e => e, Of);

    public static Dictionary<string, object> In(Edition edition) => words[edition];

    static Dictionary<string, object> Of(Edition edition) =>
        new()
        {
            ["data-source"] = Say.Source.In(edition),
            ["data-time"] = Say.DataTime.In(edition),
            ["data-sources"] = List<EventSource>(s => Say.Of(s, edition)),
            ["data-states"] = List<FigureState>(s => Say.Of(s, edition)),
            ["data-absences"] = List<Absence>(a => Say.Of(a, edition)),
            ["data-real-time"] = Say.Of(Delay.None, edition),
            ["data-delayed"] = Say.Of(new Delay(int.MaxValue), edition).Replace($"{int.MaxValue}", "{}", StringComparison.Ordinal),
            ["data-computed"] = Computed.In(edition),
            ["data-extended"] = Extended.In(edition),
        };

    static string List<T>(Func<T, string> say)
        where T : struct, Enum =>
        string.Join('|', Enum.GetValues<T>().Select(v => $"{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(v.ToString())}:{say(v)}"));
}
