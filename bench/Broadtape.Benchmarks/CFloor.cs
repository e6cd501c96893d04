using System.Diagnostics;
using System.Globalization;

namespace Broadtape.Benchmarks;

/// <summary>A program of <c>bench/floors</c>, compiled here: it reads the same bytes as ours and must come to the same sum.</summary>
sealed class CFloor : IDisposable
{
    readonly string program;
    readonly string input = Path.GetTempFileName();

    CFloor(string program, ReadOnlySpan<byte> bytes)
    {
        this.program = program;
        File.WriteAllBytes(input, bytes);
    }

    /// <summary>Null where there is no C compiler.</summary>
    static CFloor? Compile(string name, ReadOnlySpan<byte> bytes)
    {
        var output = Path.Combine(Path.GetTempPath(), $"broadtape-{name}-{Environment.ProcessId}");
        try
        {
            using var compiler = Process.Start("cc", ["-O2", "-o", output, Path.Combine("bench", "floors", name + ".c")]);
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? new(output, bytes) : throw new InvalidOperationException($"bench/floors/{name}.c does not compile");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    /// <summary>Ours against the floor in pairs; ours alone, with a word, where there is no C compiler.</summary>
    /// <param name="ours">Nanoseconds a message; leaves its sum.</param>
    internal static async Task Compare(string name, byte[] bytes, long messages, Func<double> ours, Func<ulong> sum)
    {
        using var floor = Compile(name, bytes);
        if (floor is null)
            Pairs.Print($"ours        {ours():0.0} ns a message; there is no C compiler here, so no floor");
        else
            await Pairs.Compare("message", () => Task.FromResult(ours()), "C", () => floor.Run(messages, sum()));
    }

    /// <summary>Nanoseconds a message.</summary>
    async Task<double> Run(long messages, ulong expected)
    {
        using var floor = Process.Start(
            new ProcessStartInfo(program, [input, messages.ToString(CultureInfo.InvariantCulture)]) { RedirectStandardOutput = true }
        )!;
        var said = (await floor.StandardOutput.ReadToEndAsync()).Split(' ');
        await floor.WaitForExitAsync();
        if (said.Length < 2 || ulong.Parse(said[1], CultureInfo.InvariantCulture) != expected)
            throw new InvalidOperationException($"the floor read something else: {string.Join(' ', said)}, ours {expected}");
        return double.Parse(said[0], CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        File.Delete(input);
        File.Delete(program);
    }
}
