namespace Broadtape.Simulation;

/// <summary>What goes wrong in one run, and how often; all of it drawn from the seed.</summary>
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

    /// <summary>Stretches in which neither line brings anything, in seconds from the beginning.</summary>
    internal required IReadOnlyList<(double From, double To)> Silences { get; init; }

    /// <summary>Messages in a row that neither line brings.</summary>
    internal required IReadOnlyList<(double From, double To)> Holes { get; init; }
    internal required Mood Server { get; init; }

    /// <summary>Seconds before we join.</summary>
    internal required double Late { get; init; }

    /// <summary>When the process is killed, in seconds from the beginning; none for not at all.</summary>
    internal required IReadOnlyList<double> Kills { get; init; }

    /// <summary>In a hundred commits that the disk refuses.</summary>
    internal required int DiskRefusals { get; init; }

    internal static Rates Draw(Random random)
    {
        // A third of the runs is calm in most respects: what goes wrong alone is seen most clearly.
        var calm = random.Next(3) == 0;
        int Percent(int most) => calm && random.Next(3) > 0 || random.Next(3) == 0 ? 0 : random.Next(most + 1);
        List<(double, double)> Stretches(int most, double length) =>
            [
                .. Enumerable
                    .Range(0, calm ? random.Next(2) : random.Next(most + 1))
                    .Select(_ => random.NextDouble() * World.Seconds)
                    .Select(from => (from, from + random.NextDouble() * length)),
            ];
        return new()
        {
            LossA = random.Next(8) == 0 ? 100 : Percent(50),
            LossB = Percent(50),
            RefreshLoss = Percent(10),
            Duplicates = Percent(20),
            Corrupt = Percent(4),
            Jitter = random.Next(3) == 0 ? 0 : random.Next(120),
            Silences = Stretches(2, 25),
            Holes = Stretches(3, 3),
            Server = (Mood)random.Next(5),
            Late = random.Next(3) == 0 ? random.NextDouble() * 60 : 0,
            Kills = [.. Enumerable.Range(0, random.Next(3) == 0 ? random.Next(1, 3) : 0).Select(_ => random.NextDouble() * World.Seconds).Order()],
            DiskRefusals = random.Next(4) == 0 ? random.Next(30) : 0,
        };
    }
}

/// <summary>How the retransmission server takes it.</summary>
enum Mood
{
    Honest,
    Slow,
    Mute,
    Refusing,
    Dropping,
}
