using System.Diagnostics;

namespace Broadtape.Simulation;

/// <summary>
/// Bugs that somebody could have made, planted one at a time into a copy of the sources: a simulation that does not find them is not
/// looking.
/// </summary>
sealed record Planted(string What, string File, string This, string InsteadOfThis)
{
    /// <summary>Longer than any run of seeds takes: a bug may make it go on for ever.</summary>
    static readonly TimeSpan Most = TimeSpan.FromMinutes(4);

    /// <summary>The list beside the simulation: fields between bars, a bar of the code written with a backslash.</summary>
    internal static IEnumerable<Planted> Read(string repository) =>
        System
            .IO.File.ReadLines(Path.Combine(repository, "tests", "Broadtape.Simulation", "planted.txt"))
            .Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Replace("\\|", "\0", StringComparison.Ordinal).Split(" | "))
            .Select(f => f.Select(p => p.Trim().Replace('\0', '|')).ToArray())
            .Select(f => new Planted(f[0], Path.Combine("src", "Broadtape." + f[1]), f[2], f[3]));

    internal static int Run(string repository, int seeds)
    {
        var copy = Directory.CreateTempSubdirectory("broadtape-planted-").FullName;
        var (found, all, notFound) = (0, 0, new List<string>());
        try
        {
            foreach (var folder in new[] { "src", "reference", "tests/Broadtape.Simulation" })
                Copy(Path.Combine(repository, folder), Path.Combine(copy, folder));
            foreach (var file in Directory.GetFiles(repository).Where(f => Path.GetExtension(f) is ".props" or ".txt" or ".json" or ".editorconfig"))
                System.IO.File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
            foreach (var bug in Read(repository))
            {
                all++;
                var (isFound, how) = bug.Try(copy, seeds);
                Console.WriteLine($"{(isFound ? "found    " : "NOT FOUND")} {bug.What}: {how}");
                if (isFound)
                    found++;
                else
                    notFound.Add(bug.What);
            }
        }
        finally
        {
            Directory.Delete(copy, recursive: true);
        }
        Console.WriteLine($"{found} of {all} planted bugs found within {seeds} seeds each");
        return found * 100 >= all * 95 ? 0 : 1;
    }

    (bool, string) Try(string copy, int seeds)
    {
        var file = Path.Combine(copy, File);
        var whole = System.IO.File.ReadAllText(file);
        System.IO.File.WriteAllText(file, whole.Replace(This, InsteadOfThis, StringComparison.Ordinal));
        try
        {
            var project = Path.Combine(copy, "tests", "Broadtape.Simulation");
            var (built, said) = Do(
                "dotnet",
                $"build {project} -c Release -v q -p:TreatWarningsAsErrors=false -p:EnforceCodeStyleInBuild=false",
                Most
            );
            if (built != 0)
                return (false, "does not compile: " + said.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.Ordinal)));
            var clock = Stopwatch.StartNew();
            var (failed, words) = Do("dotnet", $"{project}/bin/Release/net10.0/Broadtape.Simulation.dll --seeds {seeds} --stop 1", Most);
            return failed switch
            {
                0 => (false, $"{seeds} seeds held"),
                null => (true, "it does not come to an end"),
                _ => (true, $"{words.Split('\n')[0]} ({clock.Elapsed.TotalSeconds:0} s)"),
            };
        }
        finally
        {
            System.IO.File.WriteAllText(file, whole);
        }
    }

    /// <summary>The exit code, or null when the time was up and it was ended.</summary>
    static (int?, string) Do(string program, string arguments, TimeSpan most)
    {
        using var process = System.Diagnostics.Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var said = process.StandardOutput.ReadToEndAsync();
        var wrong = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(most))
        {
            process.Kill(entireProcessTree: true);
            return (null, "");
        }
        return (process.ExitCode, said.Result + wrong.Result);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from))
            System.IO.File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from).Where(d => Path.GetFileName(d) is not ("bin" or "obj" or "wwwroot")))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
