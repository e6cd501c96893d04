using System.CommandLine;
using Broadtape.Tape;

namespace Broadtape.Portal.Verbs;

/// <summary>Counts the tape's bars again.</summary>
static class HistoryVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Folder of the tape", DefaultValueFactory = _ => "./data" };
        var instruments = new Option<string?>("--instruments") { Description = "The file of further instruments the tape was served with" };
        var rebuild = new Command("rebuild", "Count every bar of the tape again, and say which files changed") { data, instruments };
        rebuild.SetAction(parsed => Rebuild(parsed.GetValue(data)!, parsed.GetValue(instruments)));
        return new("history", "Bars of the tape") { rebuild };
    }

    static int Rebuild(string data, string? instruments)
    {
        var folder = Path.Combine(data, "tape");
        if (!Directory.Exists(folder))
        {
            Console.Error.WriteLine($"There is no tape in {folder}.");
            return 1;
        }
        try
        {
            using var tape = Tape.Tape.Open(folder);
            Console.WriteLine(BarRebuild.Run(Path.Combine(data, "bars"), tape, Reference.Instruments(instruments), Reference.Load().Timetables));
            return 0;
        }
        catch (TapeException e)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
