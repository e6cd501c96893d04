using System.Globalization;
using Broadtape.Feeds.Hkex;
using Broadtape.Market;
using NodaTime.Text;

namespace Broadtape.Feeds;

/// <summary>
/// What is to go wrong with the synthetic exchange, as an argument says it: <c>loss-a=30,duplicates=5,seed=7</c>. Some of it goes wrong in the
/// market, the rest between it and us.
/// </summary>
public sealed record BoxFaults
{
    /// <summary>Nothing goes wrong.</summary>
    public static readonly BoxFaults None = new();

    /// <summary>How much faster everything trades in a burst.</summary>
    const int BurstFactor = 50;

    /// <summary>Bursts and silences come round every ten minutes of the clock, half of that apart.</summary>
    internal const int Round = 600;

    const int SecondsMost = Round / 2;

    const string Names =
        "loss-a, loss-b, loss, duplicates, reordered, corrupt and bad-ticks take a percentage, bursts and silence seconds of every ten minutes, at most 300, dead-line takes a or b, failover a time such as 10:30, seed a number";

    BoxFaults() { }

    internal OmdFaults Lines { get; private init; } = OmdFaults.None;

    /// <summary>Seconds of every ten minutes in which everything trades fifty times as fast.</summary>
    internal int Bursts { get; private init; }

    /// <summary>Trades in a hundred that have a wrong print beside them, which is put right some seconds later.</summary>
    internal int BadTicks { get; private init; }

    /// <summary>What goes wrong in the market itself, as an argument would say it; empty for nothing. It is part of what a tape tells.</summary>
    public string OfTheMarket
    {
        get
        {
            (string Name, int Value)[] all = [("bursts", Bursts), ("bad-ticks", BadTicks)];
            return string.Join(',', all.Where(f => f.Value > 0).Select(f => $"{f.Name}={f.Value}"));
        }
    }

    /// <summary>Whether some of it goes wrong only on a network's lines.</summary>
    public bool NeedLines => !Lines.IsNone;

    /// <summary>Whether the exchange's second site is to take over: it says so on a channel that no recording holds.</summary>
    public bool HasFailover => Lines.Failover is not null;

    /// <summary>How many times its usual pace everything trades at.</summary>
    internal int PaceAt(Moment moment) => SecondOf(moment) < Bursts ? BurstFactor : 1;

    /// <summary>Within the round.</summary>
    internal static long SecondOf(Moment moment) => moment.UnixNanoseconds / 1_000_000_000 % Round;

    /// <summary>False with a sentence: a word that is no fault, or a number that is none of its kind.</summary>
    public static bool TryParse(string text, out BoxFaults faults, out string? error)
    {
        (faults, error) = (None, null);
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = part.Split('=') is [var before, var after] ? (before, after) : (part, "");
            if (With(faults, name, value) is not { } more)
            {
                faults = None;
                error = $"'{part}' is no fault: {Names}";
                return false;
            }
            faults = more;
        }
        return true;
    }

    static BoxFaults? With(BoxFaults faults, string name, string value)
    {
        var lines = faults.Lines;
        var number = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : -1;
        return name switch
        {
            "loss-a" when number is >= 0 and <= 100 => faults with { Lines = lines with { LossA = number } },
            "loss-b" when number is >= 0 and <= 100 => faults with { Lines = lines with { LossB = number } },
            "loss" when number is >= 0 and <= 100 => faults with { Lines = lines with { LossA = number, LossB = number } },
            "duplicates" when number is >= 0 and <= 100 => faults with { Lines = lines with { Duplicates = number } },
            "reordered" when number is >= 0 and <= 100 => faults with { Lines = lines with { Reordered = number } },
            "corrupt" when number is >= 0 and <= 100 => faults with { Lines = lines with { Corrupt = number } },
            "bad-ticks" when number is >= 0 and <= 100 => faults with { BadTicks = number },
            "bursts" when number is >= 0 and <= SecondsMost => faults with { Bursts = number },
            "silence" when number is >= 0 and <= SecondsMost => faults with { Lines = lines with { Silence = number } },
            "dead-line" when value is "a" or "b" => faults with { Lines = lines with { Dead = value == "a" ? OmdLine.A : OmdLine.B } },
            "failover" when LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(value) is { Success: true, Value: var at } => faults with
            {
                Lines = lines with { Failover = at },
            },
            "seed" when ulong.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) => faults with
            {
                Lines = lines with { Seed = seed },
            },
            _ => null,
        };
    }
}
