using System.Globalization;
using Broadtape.Market;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Tape;

/// <summary>A trading day's two files, bars/MARKET/DATE.minutes and .days. One that is damaged is missing, with its reason.</summary>
sealed record SealedDay(Mic Market, LocalDate Day, BarFile? Minutes, BarFile? Days, IReadOnlyList<TapeDamage> Damage)
{
    const string MinutesExtension = ".minutes";
    const string DaysExtension = ".days";

    internal BarFile? Of(BarLength length) => length == BarLength.Minute ? Minutes : Days;

    internal static string PathOf(string folder, Mic market, LocalDate day, BarLength length) =>
        Path.Combine(
            folder,
            market.ToString(),
            day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture) + (length == BarLength.Minute ? MinutesExtension : DaysExtension)
        );

    /// <summary>Every day there are files of, oldest first.</summary>
    internal static List<SealedDay> In(string folder)
    {
        var days = new List<SealedDay>();
        foreach (var market in Directory.Exists(folder) ? Directory.GetDirectories(folder) : [])
            if (Mic.TryParse(Path.GetFileName(market), out var mic))
                foreach (var name in Directory.EnumerateFiles(market).Select(Path.GetFileNameWithoutExtension).Distinct())
                    if (LocalDatePattern.Iso.Parse(name!) is { Success: true, Value: var date })
                        days.Add(Open(folder, mic, date));
        return [.. days.OrderBy(d => d.Day).ThenBy(d => d.Market.Packed)];
    }

    internal static SealedDay Open(string folder, Mic market, LocalDate day)
    {
        var damage = new List<TapeDamage>();
        return new(market, day, Open(BarLength.Minute), Open(BarLength.Day), damage);

        BarFile? Open(BarLength length)
        {
            var path = PathOf(folder, market, day, length);
            if (!File.Exists(path))
                return null;
            try
            {
                var file = BarFile.Open(path, length);
                if (file.Header.Market == market && file.Header.Day == day)
                    return file;
                damage.Add(
                    new(path, 0, $"the file's name says {market} {day:uuuu-MM-dd}, its header {file.Header.Market} {file.Header.Day:uuuu-MM-dd}")
                );
            }
            catch (TapeException e)
            {
                damage.Add(new(e.File, e.Offset, e.Reason));
            }
            return null;
        }
    }

    /// <summary>Writes both files; the daily one last, for it stands for the day's being sealed. The old ones stand until then.</summary>
    internal static SealedDay Write(string folder, OpenDay day)
    {
        try
        {
            using var minutes = new BarFileWriter(PathOf(folder, day.Market, day.Day, BarLength.Minute));
            using var days = new BarFileWriter(PathOf(folder, day.Market, day.Day, BarLength.Day));
            foreach (var id in day.Instruments)
            {
                var bars = day.Fold(day.Entries(id, Moment.Never));
                minutes.Add(id, [.. bars.MinuteVersions]);
                days.Add(id, [.. bars.DayVersions]);
            }
            minutes.Complete(BarLength.Minute, day);
            days.Complete(BarLength.Day, day);
        }
        catch (Exception e) when (e is (IOException or UnauthorizedAccessException) and not TapeException)
        {
            throw new TapeException(PathOf(folder, day.Market, day.Day, BarLength.Day), 0, $"the day's bars could not be sealed: {e.Message}", e);
        }
        return Open(folder, day.Market, day.Day);
    }

    internal IEnumerable<TapeDamage> Verify() => [.. Damage, .. new[] { Minutes?.Verify(), Days?.Verify() }.OfType<TapeDamage>()];
}
