using System.CommandLine;
using Broadtape.Feeds;
using Broadtape.Market;

namespace Broadtape.Portal.Verbs;

/// <summary>Writes the synthetic exchange's Hong Kong market into a capture, as OMD-C on two lines; replay reads it.</summary>
static class BoxVerb
{
    static readonly Moment Begins = Moment.Parse("2026-01-08T09:00+08:00");

    public static Command Command()
    {
        var record = new Option<string>("--record") { Description = "The capture to write", Required = true };
        var until = new Option<string>("--until")
        {
            Description = "Market time to stop at, ISO 8601 with an offset",
            DefaultValueFactory = _ => "2026-01-08T18:30+08:00",
        };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the synthetic exchange", DefaultValueFactory = _ => 20260108 };
        var faults = Faults.Option();
        var command = new Command("box", "Record the synthetic exchange's Hong Kong market as OMD-C") { record, until, seed, faults };
        command.Validators.Add(result =>
        {
            if (Faults.Of(result.GetValue(faults)).HasFailover)
                result.AddError("--faults: failover is told on a channel of its own, which a recording does not hold; serve --wire has it");
        });
        command.SetAction(parsed =>
            Record(parsed.GetValue(record)!, parsed.GetValue(until)!, parsed.GetValue(seed), Faults.Of(parsed.GetValue(faults)))
        );
        return command;
    }

    static int Record(string file, string until, ulong seed, BoxFaults faults)
    {
        if (!Moment.TryParse(until, out var end) || end <= Begins)
        {
            Console.Error.WriteLine($"--until '{until}' is not ISO 8601 with an offset later than {Begins}, where the box begins");
            return 1;
        }
        try
        {
            var reference = Reference.Load();
            var instruments = Reference.Instruments();
            var script = BoxScript.Parse(File.ReadAllText(SiteFiles.FoundingDay("script.csv")), "script.csv", instruments);
            var box = new Box(instruments, script, reference.Timetables, reference.Ticks, seed, Begins, new(), faults);
            using var into = File.Create(file);
            Console.WriteLine($"{BoxRecording.Write(box, instruments, faults, into, end)} packets in {file}");
            return 0;
        }
        catch (Exception e) when (e is ReferenceException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
