using System.Diagnostics.Metrics;

namespace Broadtape.Portal.Operations;

/// <summary>What the pipeline tells the operator; served at /metrics.</summary>
sealed class Meters
{
    public const string Name = "Broadtape";

    readonly Counter<long> events;
    readonly Histogram<double> turns;

    public Meters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        events = meter.CreateCounter<long>("broadtape.tape.events", description: "Events made durable on the tape");
        turns = meter.CreateHistogram<double>("broadtape.pipeline.turn", "s", "Feed to board, fsync included");
    }

    internal void Turned(long taken, TimeSpan took)
    {
        events.Add(taken);
        turns.Record(took.TotalSeconds);
    }
}
