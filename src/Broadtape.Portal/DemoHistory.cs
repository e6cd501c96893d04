using Broadtape.Feeds;
using Broadtape.Market;
using Broadtape.Portal.Verbs;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;

namespace Broadtape.Portal;

/// <summary>The demo's years before its first day and the corporate actions of its script, made of its seed and taken at its first start; told as simulated wherever they are shown.</summary>
static class DemoHistory
{
    static readonly Moment Made = Moment.Parse("2026-01-08T09:00+08:00");

    public static void Take(SiteSettings settings, Reference reference, InstrumentMaster instruments)
    {
        var folder = ImportHistory.FolderIn(settings.Data);
        using (var there = HistoryStore.Open(folder))
            if (there.Imports.Any(i => i.Kind == SimulatedPast.Source))
                return;
        var script = BoxScript.Parse(File.ReadAllText(SiteFiles.FoundingDay("script.csv")), "script.csv", instruments);
        var report = SimulatedPast.Take(
            folder,
            BoxPast.Of(instruments, script, reference.Timetables, reference.Ticks, settings.Seed),
            script.ActionsOf(instruments, Made),
            Made,
            instruments,
            reference.Timetables,
            Reference.UsListings()
        );
        if (report.IsRefused)
            throw new RefusedException($"{folder} holds another past than the demo's: {report.Refused[0]}; name another folder with --data.");
    }
}
