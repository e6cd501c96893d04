using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Editions;
using Microsoft.AspNetCore.Components;

namespace Broadtape.Portal.Figures;

/// <summary>
/// Figures as HTML: the number, and its passport in attributes. What a row's figures share stands on the row (source, delay, state,
/// data time); a figure repeats only what differs. Written as text: a component each would cost ten times as much.
/// </summary>
static class Fig
{
    static readonly string[] FieldNames = [.. Enum.GetValues<QuoteField>().Select(f => JsonNamingPolicy.CamelCase.ConvertName(f.ToString()))];
    static readonly string[] StateNames = [.. Enum.GetValues<FigureState>().Select(s => JsonNamingPolicy.CamelCase.ConvertName(s.ToString()))];

    public static MarkupString Of(Disclosure d, QuoteField field, Edition edition) => new(Append(new(), d, field, edition).ToString());

    /// <summary>Attributes of the element that holds an instrument's figures; bound to the stream only where it may be.</summary>
    public static StringBuilder AppendRow(StringBuilder html, Disclosure d, bool live)
    {
        html.Append(" data-s=\"")
            .Append(HtmlEncoder.Default.Encode(d.Instrument.Id.Symbol))
            .Append("\" data-state=")
            .Append(StateNames[(int)d.State]);
        html.Append(" data-dir=").Append(DirectionName(d.Direction)).Append(" data-src=").Append(SourceName(d[QuoteField.Price].Passport.Source));
        html.Append(" data-delay=").Append(d.Delay.Minutes).Append(" data-u=").Append(UnitName(d));
        if (d.DataTime is { } time)
            html.Append(" data-t=").Append(Stamp(time));
        if (live && d.Pushable)
            html.Append(" data-live");
        return html;
    }

    public static Dictionary<string, object> Row(Disclosure d, bool live)
    {
        var attributes = new Dictionary<string, object>
        {
            ["data-s"] = d.Instrument.Id.Symbol,
            ["data-state"] = StateNames[(int)d.State],
            ["data-dir"] = DirectionName(d.Direction),
            ["data-src"] = SourceName(d[QuoteField.Price].Passport.Source),
            ["data-delay"] = d.Delay.Minutes,
            ["data-u"] = UnitName(d),
        };
        if (d.DataTime is { } time)
            attributes["data-t"] = Stamp(time);
        if (live && d.Pushable)
            attributes["data-live"] = "";
        return attributes;
    }

    public static StringBuilder Append(StringBuilder html, Disclosure d, QuoteField field, Edition edition)
    {
        var figure = d[field];
        var passport = figure.Passport;
        html.Append("<data class=fig data-f=").Append(FieldNames[(int)field]).Append(" value=\"").Append(figure.Plain).Append('"');
        if (figure.IsNone)
            html.Append(" data-none=")
                .Append(JsonNamingPolicy.CamelCase.ConvertName(passport.Absence.ToString()))
                .Append(" title=\"")
                .Append(Say.Of(passport.Absence, edition))
                .Append('"');
        else
        {
            if (passport.DataTime is { } time && time != d.DataTime)
                html.Append(" data-t=").Append(Stamp(time));
            if (passport.Delay != d.Delay)
                html.Append(" data-delay=").Append(passport.Delay.Minutes);
            if (passport.State != d.State)
                html.Append(" data-state=").Append(StateNames[(int)passport.State]);
            if (field == QuoteField.HkdPrice)
                html.Append(" data-u=HKD");
            if (passport.ExtendedHours)
                html.Append(" data-extended");
            if (passport.IsComputed)
                html.Append(" data-computed");
        }
        return html.Append('>').Append(figure.ToString()).Append("</data>");
    }

    /// <summary>Attributes of an element whose figures share one passport and stand in no row of an instrument's own.</summary>
    public static Dictionary<string, object> Shared(string symbol, in Passport passport)
    {
        var attributes = new Dictionary<string, object>
        {
            ["data-s"] = symbol,
            ["data-state"] = Name(passport.State),
            ["data-src"] = SourceName(passport.Source),
            ["data-delay"] = passport.Delay.Minutes,
            ["data-u"] = passport.Currency,
        };
        if (passport.DataTime is { } time)
            attributes["data-t"] = Stamp(time);
        return attributes;
    }

    /// <summary>A figure of another moment than its row's: it carries its whole passport, no stream is bound to it, and none says why in words.</summary>
    public static StringBuilder AppendAlone(StringBuilder html, in Figure figure, Instrument instrument, Edition edition)
    {
        var passport = figure.Passport;
        html.Append("<data class=fig value=\"").Append(figure.Plain).Append('"');
        if (figure.IsNone)
            return html.Append(" data-none=")
                .Append(JsonNamingPolicy.CamelCase.ConvertName(passport.Absence.ToString()))
                .Append(">–<small>")
                .Append(Say.Of(passport.Absence, edition))
                .Append("</small></data>");
        html.Append(" data-t=").Append(passport.DataTime is { } time ? Stamp(time) : "").Append(" data-src=").Append(SourceName(passport.Source));
        html.Append(" data-delay=").Append(passport.Delay.Minutes).Append(" data-state=").Append(StateNames[(int)passport.State]);
        if (passport.IsComputed)
            html.Append(" data-computed");
        return html.Append(" data-u=").Append(UnitName(passport.Unit, instrument)).Append('>').Append(figure.ToString()).Append("</data>");
    }

    /// <summary>A figure whose passport stands on the element around it.</summary>
    public static MarkupString Alone(in Figure figure) => new($"<data class=fig value=\"{figure.Plain}\">{figure}</data>");

    public static StringBuilder AppendDirection(StringBuilder html, Disclosure d, Edition edition) =>
        html.Append("<b class=dir data-f=direction>").Append(Say.Word(d.Direction, edition)).Append("</b>");

    public static MarkupString Direction(Disclosure d, Edition edition) => new(AppendDirection(new(), d, edition).ToString());

    /// <summary>As the stream and the attributes of a page name it.</summary>
    public static string Name(FigureState state) => StateNames[(int)state];

    static string DirectionName(Direction direction) =>
        direction switch
        {
            Licensing.Direction.Up => "up",
            Licensing.Direction.Down => "down",
            Licensing.Direction.Unchanged => "unchanged",
            _ => "unknown",
        };

    static string SourceName(EventSource source) => JsonNamingPolicy.CamelCase.ConvertName(source.ToString());

    static string UnitName(Disclosure d) => UnitName(d[QuoteField.Price].Passport.Unit, d.Instrument);

    static string UnitName(Unit unit, Instrument instrument) =>
        unit switch
        {
            Unit.Points => "points",
            Unit.Rate => "rate",
            Unit.Percent => "percent",
            Unit.Shares => "shares",
            _ => instrument.Currency,
        };

    /// <summary>To the second: pages say no more.</summary>
    static string Stamp(Moment time) => time.ToString() is { Length: > 20 } full ? full[..19] + "Z" : time.ToString();
}
