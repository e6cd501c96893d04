using System.Diagnostics;

namespace Broadtape.Simulation;

/// <summary>Plants every bug in a copy of the repository, builds that once and tells which bugs are found.</summary>
static class PlantedRun
{
    /// <summary>Bugs looked for at the same time.</summary>
    const int AtOnce = 2;

    /// <summary>Nineteen of twenty have to be found, in a hundred.</summary>
    const int FoundLeast = 95;

    internal static int Run(string repository, int seeds)
    {
        var copy = Directory.CreateTempSubdirectory("broadtape-planted-").FullName;
        try
        {
            var bugs = Planted.Read(repository);
            Plant(repository, copy, bugs);
            var project = Path.Combine(copy, "tests", "Broadtape.Simulation");
            var (built, said) = Do(
                $"build {project} -c Release -v q -p:DefineConstants=PLANTED -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false"
            );
            if (built != 0)
            {
                Console.Error.WriteLine(said);
                return 2;
            }
            var found = 0;
            var simulation = Path.Combine(project, "bin", "Release", "net10.0", "Broadtape.Simulation.dll");
            Parallel.ForEach(
                bugs,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                bug =>
                {
                    var clock = Stopwatch.StartNew();
                    var (code, words) = Do($"{simulation} --bug {bug.Number} --seeds {seeds} --stop 1 --threads 1");
                    if (code != 0)
                        Interlocked.Increment(ref found);
                    var how = code == 0 ? $"{seeds} seeds held" : words.Split('\n')[0];
                    Console.WriteLine($"{(code == 0 ? "NOT FOUND" : "found    ")} {bug.Number} {bug.What}: {how} ({clock.Elapsed.TotalSeconds:0} s)");
                }
            );
            Console.WriteLine($"{found} of {bugs.Count} planted bugs found within {seeds} seeds each, {100.0 * found / bugs.Count:0} %");
            return found * 100 >= bugs.Count * FoundLeast ? 0 : 1;
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
    }

    static void Plant(string repository, string copy, IReadOnlyList<Planted> bugs)
    {
        foreach (var folder in new[] { "src", "reference", Path.Combine("tests", "Broadtape.Simulation") })
            Copy(Path.Combine(repository, folder), Path.Combine(copy, folder));
        foreach (var file in Directory.GetFiles(repository).Where(f => Path.GetExtension(f) is ".props" or ".txt" or ".json" or ".editorconfig"))
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        foreach (var file in bugs.GroupBy(b => Path.Combine(copy, b.File)))
            File.WriteAllText(file.Key, Planted.Plant(File.ReadAllText(file.Key), file));
        File.WriteAllText(Path.Combine(copy, "src", "Broadtape.Market", "PlantedBug.cs"), Planted.SwitchSource);
    }

    static (int Code, string Said) Do(string arguments)
    {
        using var process = System.Diagnostics.Process.Start(
            new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var said = process.StandardOutput.ReadToEndAsync();
        var wrong = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return (process.ExitCode, said.Result + wrong.Result);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(d => Path.GetFileName(d) is not ("bin" or "obj" or "wwwroot")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
