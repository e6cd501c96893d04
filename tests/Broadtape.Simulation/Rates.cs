using Broadtape.Feeds.Hkex;

namespace Broadtape.Simulation;

/// <summary>What goes wrong in one run, and how often; all of it drawn from the seed. Times are seconds from the beginning.</summary>
sealed record Rates
{
    /// <summary>In a hundred packets of a line.</summary>
    internal required int LossA { get; init; }
    internal required int LossB { get; init; }
    internal required int RefreshLoss { get; init; }
    internal required int Duplicates { get; init; }
    internal required int Corrupt { get; init; }

    /// <summary>Milliseconds a packet may take longer than another.</summary>
    internal required int Jitter { get; init; }

    /// <summary>Neither line brings anything, heartbeats included.</summary>
    internal required IReadOnlyList<Stretch> Silences { get; init; }

    /// <summary>Messages in a row that neither line brings.</summary>
    internal required IReadOnlyList<Stretch> Holes { get; init; }

    /// <summary>The market does fifty times as much.</summary>
    internal required IReadOnlyList<Stretch> Bursts { get; init; }
    internal required Mood Server { get; init; }

    /// <summary>False: there are no refresh channels, and what cannot be asked for is lost.</summary>
    internal required bool HasRefresh { get; init; }

    /// <summary>Seconds that a refresh channel is behind: longer than a cycle, and what was sent before a reset comes after it.</summary>
    internal required double RefreshLate { get; init; }

    /// <summary>Packets a channel may hold.</summary>
    internal required int HeldMost { get; init; }

    /// <summary>Numbers begin again in the middle of the day, on every channel or only where securities are told.</summary>
    internal required IReadOnlyList<(double At, bool IsWhole)> Resets { get; init; }

    /// <summary>A reset comes again, seconds later.</summary>
    internal required bool AreResetsLate { get; init; }

    /// <summary>The exchange's second site takes over; null for not at all.</summary>
    internal required Stretch? Failover { get; init; }

    /// <summary>When we join.</summary>
    internal required double Late { get; init; }

    /// <summary>When the process is killed, at whatever step it is then.</summary>
    internal required IReadOnlyList<double> Kills { get; init; }

    /// <summary>The machine's clock is put forward or back by seconds, an hour at most.</summary>
    internal required IReadOnlyList<(double At, double By)> ClockSteps { get; init; }

    /// <summary>In a hundred commits that the disk refuses.</summary>
    internal required int DiskRefusals { get; init; }

    /// <summary>The disk refuses everything.</summary>
    internal required IReadOnlyList<Stretch> DiskFull { get; init; }

    internal static Rates Draw(Random random)
    {
        // A third of the runs is calm in most respects: what goes wrong alone is seen most clearly.
        var calm = random.Next(3) == 0;
        var hasRefresh = random.Next(8) > 0;
        var rates = new Rates
        {
            LossA = random.Next(8) == 0 ? 100 : Percent(50),
            LossB = Percent(50),
            RefreshLoss = Percent(10),
            Duplicates = Percent(20),
            Corrupt = Percent(4),
            Jitter = random.Next(3) == 0 ? 0 : random.Next(120),
            Silences = Stretches(2, 25),
            Holes = Stretches(3, 3),
            Bursts = Stretches(1, 1),
            Server = random.Next(3) == 0 ? Mood.Honest : (Mood)random.Next(Enum.GetValues<Mood>().Length),
            HasRefresh = hasRefresh,
            RefreshLate = random.Next(4) == 0 ? 12 * random.NextDouble() : 0,
            HeldMost = random.Next(6) == 0 ? 40 : 4_096,
            Resets = hasRefresh && random.Next(3) == 0 ? [.. Times(2).Select(t => (t, random.Next(2) == 0))] : [],
            AreResetsLate = random.Next(2) == 0,
            Failover = hasRefresh && random.Next(8) == 0 ? new(40 + 60 * random.NextDouble(), 20 * random.NextDouble()) : null,
            Late = random.Next(3) == 0 ? random.NextDouble() * 60 : 0,
            Kills = random.Next(3) == 0 ? [.. Times(2).Order()] : [],
            ClockSteps = random.Next(4) == 0 ? [.. Times(3).Order().Select(t => (t, Step()))] : [],
            DiskRefusals = random.Next(4) == 0 ? random.Next(30) : 0,
            DiskFull = random.Next(6) == 0 ? Stretches(1, 20) : [],
        };
        // What is rare together is where mistakes are: two resets at once, a death behind one, a beginning nobody brings.
        if (rates.Resets.Count > 0 && random.Next(2) == 0)
            rates = rates with { Resets = [.. rates.Resets, (rates.Resets[0].At + 6 * random.NextDouble(), true)] };
        if (random.Next(6) == 0)
            rates = rates with { AreResetsLate = true, Kills = [.. rates.Kills.Append(rates.Resets.Count > 0 ? rates.Resets[0].At + 1 : 1).Order()] };
        if (random.Next(8) == 0)
            rates = rates with { Holes = [.. rates.Holes, new(0.001, random.NextDouble())] };
        // Numbers that begin anew while nothing comes, and have overtaken the old ones when it comes again, cannot be told from them.
        var unheard = rates.Silences.Concat(rates.Failover is { } f ? [f] : []).ToList();
        return rates with
        {
            // Who can hold little cannot wait for what comes so late.
            RefreshLate = rates.HeldMost < OmdChannel.HeldMost ? 0 : rates.RefreshLate,
            Resets = [.. rates.Resets.Where(r => !unheard.Any(s => r.At > s.From - 1 && r.At < s.To + 1))],
        };

        int Percent(int most) => calm && random.Next(3) > 0 || random.Next(3) == 0 ? 0 : random.Next(most + 1);

        IReadOnlyList<Stretch> Stretches(int most, double length) =>
            [
                .. Enumerable
                    .Range(0, calm ? random.Next(2) : random.Next(most + 1))
                    .Select(_ => new Stretch(random.NextDouble() * World.Seconds, random.NextDouble() * length)),
            ];

        IEnumerable<double> Times(int most) => Enumerable.Range(0, random.Next(1, most + 1)).Select(_ => random.NextDouble() * World.Seconds);

        double Step() => (random.Next(2) * 2 - 1) * (random.Next(2) == 0 ? random.NextDouble() * 90 : random.NextDouble() * 3_600);
    }
}

/// <summary>Seconds from the beginning, and how many.</summary>
readonly record struct Stretch(double From, double Length)
{
    internal double To => From + Length;

    internal bool Holds(double seconds) => seconds >= From && seconds < To;
}

/// <summary>How the retransmission server takes it.</summary>
enum Mood
{
    Honest,
    Slow,

    /// <summary>Connects and says nothing.</summary>
    Mute,

    /// <summary>Lets us in and answers no request.</summary>
    Stalling,

    /// <summary>The first of the two takes no connection.</summary>
    Refusing,

    /// <summary>Hangs up in the middle.</summary>
    Dropping,

    /// <summary>Says that it has no such channel.</summary>
    Denying,

    /// <summary>Answers what was not asked, or what is no packet.</summary>
    Lying,

    /// <summary>The day's requests are soon used up.</summary>
    Exhausted,
}
