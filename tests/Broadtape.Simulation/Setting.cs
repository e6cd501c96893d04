using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Simulation;

/// <summary>What is the same in every run.</summary>
static class Setting
{
    /// <summary>Delayed by one minute, so that a run sees both sides of it.</summary>
    internal static Licence Licence { get; } =
        Licence.Parse(
            """
            # licence: simulation
            class,hk-bmp,a,b,c,,,
            class,hk-level1,a,b,c,,,
            class,hk-level2,a,b,c,,,
            grant,hk-bmp,anonymous,*,1
            grant,hk-level1,anonymous,*,1
            grant,hk-bmp,staff,*,0
            grant,hk-level1,staff,*,0
            grant,hk-level2,staff,*,0
            """,
            "licence"
        );

    internal static Timetables Timetables { get; } =
        Timetables.Parse(Read("venues.csv"), Read("sessions.csv"), Read("holidays.csv"), Read("weather.csv"));

    static (string Text, string Name) Read(string name) => (File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", name)), name);
}
