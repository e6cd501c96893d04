using System.IO.Hashing;
using System.Runtime.InteropServices;
using Broadtape.Board;
using Broadtape.Feeds.Hkex;
using Broadtape.Licensing;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Simulation;

/// <summary>
/// One run: an exchange, a network, a retransmission server, a disk and the portal's own parts on a virtual clock and one thread. What
/// holds is checked as it goes, and at the end, when nothing has gone wrong for a while, that everybody has come to the truth.
/// </summary>
sealed class World : IDisposable
{
    /// <summary>How long a run lasts, and from when on nothing goes wrong any more.</summary>
    internal const double Seconds = 200;
    internal const double CalmFrom = 150;

    static readonly Moment Begins = Moment.Parse("2026-01-09T10:00+08:00");
    static readonly Duration Turn = Duration.FromMilliseconds(100);
    static readonly Duration CheckEvery = Duration.FromSeconds(1);
    static readonly Duration ClockMost = Duration.FromHours(1);

    readonly Random random;
    readonly Rates rates;
    readonly Wall wall = new(Begins);
    readonly Network network;
    readonly OmdExchange wire;
    readonly Exchange exchange;
    readonly SecondSite site;
    readonly string folder = Directory.CreateTempSubdirectory("broadtape-sim-").FullName;
    readonly Death death = new();
    readonly Disk disk;
    readonly Reader[] readers;
    readonly Queue<double> kills;
    readonly Queue<(double At, double By)> steps;
    readonly Queue<(double At, bool IsWhole)> resets;
    readonly Invariants invariants;
    Process process = null!;
    Dictionary<OmdReception, Brought> brought = [];
    Moment now = Begins;
    Moment acts = Begins;
    Moment check = Begins;

    /// <summary>The frame of the check before.</summary>
    BoardFrame? kept;

    /// <summary>Requests made of the retransmission servers, in all lives.</summary>
    int requests;

    /// <summary>Of the portal, so far.</summary>
    int lives;

    /// <summary>From when on this life hears the lines.</summary>
    Moment joins;

    World(int seed)
    {
        rates = Rates.Draw(Draws(seed, 0));
        random = Draws(seed, 1);
        network = new(Draws(seed, 2), rates, Begins);
        wire = new(network, Duration.FromSeconds(5));
        exchange = new(Draws(seed, 3), wire);
        site = new(network, rates.Failover, Begins);
        disk = new(Path.Combine(folder, "tape"), Draws(seed, 4), death);
        readers = [.. Enumerable.Range(0, 4).Select(i => new Reader(Draws(seed, 5 + i), i % 2))];
        (kills, steps, resets) = (new(rates.Kills), new(rates.ClockSteps), new(rates.Resets.OrderBy(r => r.At)));
        invariants = new(exchange, network, wire, rates, wall);
        joins = Begins + Duration.FromSeconds(rates.Late);
        if (rates.ClockSteps.Count > 0)
            wall.Ahead = Duration.FromSeconds(rates.ClockSteps[^1].By);
        Start();
    }

    /// <summary>Each part draws for itself, so that a fault more in one of them leaves the others as they were.</summary>
    static Random Draws(int seed, int part) => new(unchecked(seed * 486_187_739 + part));

    /// <summary>Null when everything held; else the seed's failure in a sentence. And a hash of all that was written and told.</summary>
    internal static (string? Failure, ulong Trace) Run(int seed)
    {
        using var world = new World(seed);
        try
        {
            world.Run();
            return (null, world.Trace());
        }
        catch (Exception e)
        {
            return ($"at {world.Elapsed:0.0} s: {e.Message}{(e is BrokenException ? "" : $" ({e.GetType().Name})\n{e.StackTrace}")}", 0);
        }
    }

    double Elapsed => (now - Begins).TotalSeconds;

    bool IsCalm => Elapsed >= CalmFrom;

    void Run()
    {
        exchange.Open(now);
        while (Elapsed < Seconds)
        {
            wall.Now = now += Turn;
            Happen();
            try
            {
                Work();
            }
            catch (KilledException)
            {
                Restart();
            }
        }
        invariants.AtRest(process);
        var view = View();
        invariants.Truthful(process, view, isEnd: true);
        Publish(view);
        foreach (var reader in readers)
        {
            reader.Read(process.Groups[reader.Group]);
            Told(reader, view);
        }
    }

    /// <summary>What the world does in a turn, whoever watches.</summary>
    void Happen()
    {
        while (acts <= now)
        {
            exchange.Act(acts);
            // In the last seconds the market rests, so that what is on its way arrives.
            var pause = Elapsed > Seconds - 20 ? 5_000 : 20 + random.Next(500);
            acts += Duration.FromMilliseconds(rates.Bursts.Any(b => b.Holds(Elapsed)) ? Math.Max(1, pause / 50) : pause);
        }
        if (resets.TryPeek(out var reset) && Elapsed >= reset.At)
        {
            resets.Dequeue();
            if (!IsCalm)
                exchange.BeginAnew(now, reset.IsWhole);
        }
        network.IsCut = site.IsMoving(Elapsed);
        if (site.HasMoved(Elapsed) && random.Next(2) == 0)
            exchange.BeginAnew(now, isWhole: true);
        wire.Tick(now);
        site.Tick(now);
        if (steps.TryPeek(out var step) && Elapsed >= step.At)
        {
            steps.Dequeue();
            wall.Ahead = Duration.Max(-ClockMost, Duration.Min(ClockMost, wall.Ahead + Duration.FromSeconds(step.By)));
        }
        disk.Refusals =
            IsCalm ? 0
            : rates.DiskFull.Any(f => f.Holds(Elapsed)) ? 100
            : rates.DiskRefusals;
        if (kills.TryPeek(out var kill) && Elapsed >= kill)
        {
            kills.Dequeue();
            // It dies within a second or so, wherever it is then.
            if (Elapsed < CalmFrom - 5)
                death.In(1 + random.Next(40));
        }
    }

    /// <summary>The portal's turn, as its pipeline walks it; it may die at each step.</summary>
    void Work()
    {
        Deliver();
        if (now >= joins)
            process.Session.Tick(process.Now);
        invariants.Arrived(process);
        death.Step();
        process.Commit();
        death.Step();
        process.Boards.Advance(process.Now);
        death.Step();
        invariants.AfterTurn(process, brought);
        if (random.Next(4) == 0)
            invariants.Early(process, View());
        if (now < check)
            return;
        check = now + CheckEvery;
        Check();
    }

    void Deliver()
    {
        while (network.Next is { } at && at <= now)
        {
            var (channel, line, isRefresh, packet) = network.Take();
            if (at < joins)
                continue;
            death.Step();
            wall.Now = at;
            var reception =
                channel == SecondSite.Channel ? process.Session.DisasterRecovery! : process.Session.Receptions.First(r => r.Id == channel);
            if (isRefresh)
                process.Session.TakeRefresh(reception, line, packet, process.Now);
            else
            {
                process.Session.Take(reception, line, packet, process.Now);
                brought[reception].Take(packet);
            }
            invariants.Arrived(process);
        }
        wall.Now = now;
    }

    void Start()
    {
        // A tape that has to be mended does not open on a full disk: that is refused, and not simulated.
        disk.Refusals = 0;
        var server = new Server(random, rates.Server, exchange, wire.Histories, wall, death, () => requests++);
        do try
        {
            process = new(folder, rates, wall, disk, death, server, lives++);
        }
        catch (KilledException)
        {
            disk.Tear();
        }
        while (process is null);
        brought = process.Session.Receptions.Append(process.Session.DisasterRecovery!).ToDictionary(r => r, r => new Brought(r, rates.HeldMost));
        invariants.Begin(process, joins > Begins);
    }

    /// <summary>The process has died; what was being written stands on the disk in part, or not at all. What was acknowledged is there.</summary>
    void Restart()
    {
        wall.Now = now;
        var before = process.Events().ToArray();
        var (acknowledged, ahead) = (process.Acknowledged, process.Ahead);
        process.Dispose();
        (process, kept) = (null!, null);
        disk.Tear();
        // A clock put forward while nobody watches cannot be told from time gone by.
        wall.Ahead = Duration.Min(wall.Ahead, ahead);
        joins = random.Next(3) > 0 ? now : now + Duration.FromMilliseconds(random.Next(20_000));
        if (random.Next(2) == 0)
            death.In(random.Next(1, 6));
        Start();
        var after = process.Events();
        if (after.Length < acknowledged)
            throw new BrokenException($"{acknowledged} events were acknowledged, {after.Length} are there after a kill");
        var shared = Math.Min(before.Length, after.Length);
        if (!MarketEvent.AsBytes(before.AsSpan(0, shared)).SequenceEqual(MarketEvent.AsBytes(after[..shared])))
            throw new BrokenException("the tape after a kill is not the tape before it");
    }

    BoardView View() => process.Boards.Freeze(process.Now);

    void Check()
    {
        var view = View();
        var events = process.Events();
        foreach (var delay in Setting.Licence.Delays)
            Invariants.Compare(view.Behind(delay), events, process.Now - Duration.FromMinutes(delay.Minutes));
        // A moment of the past, asked for now.
        var past = process.Now - Duration.FromMilliseconds(random.Next(90_000));
        Invariants.Compare(process.Boards.At(past).Behind(Delay.None), events, past);
        // A frame that somebody still holds is what it was.
        if (kept is not null)
            Invariants.Compare(kept, events[..(int)kept.Position], Moment.Never);
        kept = view.Behind(Delay.None);
        invariants.Early(process, view);
        invariants.Disclosed(process, view);
        invariants.Truthful(process, view, isEnd: false);
        invariants.Silence(process, view);
        invariants.Recovering(process);
        Bounds.Hold(process, rates, folder);
        // The exchange counts over restarts, and so do we.
        if (now >= joins && process.Session.Retransmission!.Quota.Used < requests)
            throw new BrokenException($"{requests} requests were made, and {process.Session.Retransmission.Quota.Used} counted");
        Publish(view);
        foreach (var reader in readers)
            if (reader.Act(process.Groups[reader.Group]))
                Told(reader, view);
    }

    void Publish(BoardView view)
    {
        foreach (var group in process.Groups)
        {
            group.Publish(process.Gate, view);
            death.Step();
        }
    }

    /// <summary>Who has read what was published last holds what the gate shows, and nothing he may not see yet.</summary>
    void Told(Reader reader, BoardView view)
    {
        var viewer = reader.Group == 0 ? Viewer.Anonymous : Viewer.Staff;
        foreach (var instrument in Exchange.Master.All)
            if (reader.Differs(process.Gate.Disclose(view, viewer, Surface.Stream, instrument)) is { } difference)
                throw new BrokenException(difference);
        if (reader.Group == 0 && reader.Newest > now - Invariants.Delayed)
            throw new BrokenException($"a delayed reader was told of {reader.Newest} at {now}");
    }

    ulong Trace()
    {
        var trace = new XxHash3();
        trace.Append(MarketEvent.AsBytes(process.Events()));
        trace.Append(MemoryMarshal.AsBytes<ulong>(readers.Select(r => r.Trace).ToArray()));
        return trace.GetCurrentHashAsUInt64();
    }

    public void Dispose()
    {
        process?.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}

/// <summary>Something that always holds did not.</summary>
sealed class BrokenException(string message) : Exception(message);
