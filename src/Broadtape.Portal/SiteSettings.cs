using Broadtape.Feeds;
using Broadtape.Market;

namespace Broadtape.Portal;

/// <summary>What a run of the portal was asked for.</summary>
sealed record SiteSettings
{
    /// <summary>Where the tape, the newsroom and pictures lie.</summary>
    public required string Data { get; init; }
    public string Urls { get; init; } = "http://localhost:5080";

    /// <summary>Where the market's clock starts; null starts it at the tape's end, or where the demo begins.</summary>
    public Moment? Clock { get; init; }

    /// <summary>Null: as fast as it goes (recordings only).</summary>
    public decimal? Speed { get; init; } = 1;

    /// <summary>Recordings to replay; empty runs the synthetic exchange.</summary>
    public IReadOnlyList<string> Recordings { get; init; } = [];

    /// <summary>Stops at the recording's last event.</summary>
    public bool Exit { get; init; }
    public ulong Seed { get; init; } = 20260108;

    /// <summary>A licence file in place of the demo's.</summary>
    public string? Licence { get; init; }

    /// <summary>A file of instruments: listed beside the demo's and not traded, or those a recording speaks of.</summary>
    public string? Instruments { get; init; }

    /// <summary>The synthetic exchange's Hong Kong goes over the loopback network; otherwise it is fed in process.</summary>
    public bool Wire { get; init; }

    /// <summary>What is to go wrong with the synthetic exchange.</summary>
    public BoxFaults Faults { get; init; } = BoxFaults.None;

    /// <summary>A configuration of the exchanges' own feeds, in place of the synthetic exchange.</summary>
    public string? Feeds { get; init; }

    /// <summary>A file that every page drawn live is written to as it was served; null: none is.</summary>
    public string? Archive { get; init; }

    /// <summary>How long what is recorded is kept.</summary>
    public Retention Retention { get; init; } = Retention.Forever;

    /// <summary>The demo site: its sign-in by link exists only here.</summary>
    public bool IsDemo => Recordings.Count == 0 && Feeds is null;
}
