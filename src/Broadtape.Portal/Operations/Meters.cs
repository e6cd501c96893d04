using System.Diagnostics.Metrics;

namespace Broadtape.Portal.Operations;

/// <summary>What the pipeline tells the operator; served at /metrics.</summary>
sealed class Meters
{
    public const string Name = "Broadtape";

    readonly Counter<long> events;
    readonly Histogram<double> turns;
    readonly Counter<long> notKept;
    readonly Counter<long> notArchived;
    readonly Counter<long> readingsWait;
    readonly Gauge<long> held;

    public Meters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        events = meter.CreateCounter<long>("broadtape.tape.events", description: "Events made durable on the tape");
        held = meter.CreateGauge<long>(
            "broadtape.tape.held",
            description: "Events held in memory because the disk takes none; 0 while the tape moves"
        );
        turns = meter.CreateHistogram<double>("broadtape.pipeline.turn", "s", "Feed to board, fsync included");
        notKept = meter.CreateCounter<long>("broadtape.past.not_kept", description: "Past pages drawn that the disk refused to keep");
        notArchived = meter.CreateCounter<long>("broadtape.archive.not_written", description: "Live pages the archive had no room for");
        readingsWait = meter.CreateCounter<long>(
            "broadtape.readings.refused",
            description: "Times the disk refused what was counted of readers; it waits in memory"
        );
    }

    internal void NotKept() => notKept.Add(1);

    internal void NotArchived() => notArchived.Add(1);

    internal void ReadingsWait() => readingsWait.Add(1);

    internal void Turned(long committed, TimeSpan took, long waiting)
    {
        events.Add(committed);
        held.Record(waiting);
        turns.Record(took.TotalSeconds);
    }
}
