using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.MarketTests;

/// <summary>The rules of the exchanges as the repository ships them.</summary>
static class ExchangeRules
{
    internal static Timetables Calendar { get; } =
        Timetables.Parse(File("venues.csv"), File("sessions.csv"), File("holidays.csv"), File("weather.csv"));

    internal static TickTables Ticks { get; } = TickTables.Parse(File("tick-tables.csv").Text, "tick-tables.csv");

    internal static (string Text, string File) File(string name) => (Repository.Read("reference/" + name), name);

    internal static Moment HongKong(string local) => Moment.Parse(local + "+08:00");

    internal static LocalDate Date(string iso) => NodaTime.Text.LocalDatePattern.Iso.Parse(iso).Value;

    /// <summary>A price as the rule tables print it; empty or "–" is none.</summary>
    internal static Price Price(string text) => text is "" or "–" ? default : Broadtape.Market.Price.Parse(text);
}
