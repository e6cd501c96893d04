using System.CommandLine;
using Broadtape.Portal.Moments;

namespace Broadtape.Portal.Verbs;

/// <summary>Asks a running portal for every page of an archive as of its moment and says which are not what was served.</summary>
static class ProveVerb
{
    public static Command Command()
    {
        var file = new Argument<string>("FILE") { Description = "An archive written by serve --archive" };
        var url = new Option<string>("--url") { Description = "The portal", DefaultValueFactory = _ => "http://localhost:5080" };
        var command = new Command("prove", "Hold archived pages against their as-of rendering") { file, url };
        command.SetAction((parsed, stop) => Run(parsed.GetValue(file)!, parsed.GetValue(url)!, stop));
        return command;
    }

    static async Task<int> Run(string file, string url, CancellationToken stop)
    {
        try
        {
            using var portal = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new(url) };
            var (same, different) = (0, 0);
            foreach (var page in PageArchive.Read(file))
                if (await PageProof.Differs(portal, page, stop) is { } difference)
                {
                    different++;
                    Console.WriteLine(difference);
                }
                else
                    same++;
            foreach (var (what, _) in PageDifferences.List)
                Console.WriteLine($"May differ: {what}");
            Console.WriteLine($"{same} pages are what was served, {different} are not");
            return different == 0 ? 0 : 1;
        }
        catch (Exception e) when (e is IOException or InvalidDataException or HttpRequestException or UriFormatException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }
}
