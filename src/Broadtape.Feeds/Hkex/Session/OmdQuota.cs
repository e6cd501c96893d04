using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// Requests made on a day, over all channels; the exchange answers 1,000 and closes at the next. Kept in a file and counted there before
/// a request goes out, so that a restart does not forget any.
/// </summary>
sealed class OmdQuota(string? file)
{
    internal const int Most = 1_000;

    /// <summary>From here on the operator is told.</summary>
    internal const int Alarm = 800;

    LocalDate day;
    int used;

    internal bool IsAlarming => used >= Alarm;

    internal int Used => used;

    /// <summary>Counts one more request of the day; false when there is none left.</summary>
    internal bool TryUse(LocalDate today)
    {
        Enter(today);
        if (used >= Most)
            return false;
        used++;
        Write();
        return true;
    }

    /// <summary>The server says the day's requests are used up, whatever we counted.</summary>
    internal void Exhaust(LocalDate today)
    {
        Enter(today);
        used = Most;
        Write();
    }

    internal void Enter(LocalDate today)
    {
        if (day == today)
            return;
        (day, used) = (today, 0);
        if (file is null || !File.Exists(file))
            return;
        var parts = File.ReadAllText(file).Trim().Split(' ');
        if (
            parts.Length != 2
            || !LocalDatePattern.Iso.Parse(parts[0]).TryGetValue(default, out var of)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
            throw new InvalidDataException($"{file} does not say a day and a number of requests, such as '2026-01-09 17'");
        if (of == today)
            used = count;
    }

    void Write()
    {
        if (file is null)
            return;
        var next = file + ".next";
        using (var stream = new FileStream(next, FileMode.Create))
        {
            stream.Write(
                System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{LocalDatePattern.Iso.Format(day)} {used}\n"))
            );
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, file, overwrite: true);
    }
}
