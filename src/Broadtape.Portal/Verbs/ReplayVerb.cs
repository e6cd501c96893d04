using System.CommandLine;

namespace Broadtape.Portal.Verbs;

/// <summary>Puts recordings onto a tape of their own and serves them at their own time.</summary>
static class ReplayVerb
{
    public static Command Command()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "IEX TOPS captures, OMD-C captures, LEAN tick archives",
            Arity = ArgumentArity.OneOrMore,
        };
        var data = new Option<string>("--data") { Description = "Folder of the tape", DefaultValueFactory = _ => "./data/replay" };
        var urls = new Option<string>("--urls") { Description = "Address to serve", DefaultValueFactory = _ => "http://localhost:5080" };
        var speed = Speed.Option(allowMax: true);
        var exit = new Option<bool>("--exit") { Description = "Stop at the last event" };
        var instruments = new Option<string?>("--instruments") { Description = "A file of the recordings' instruments: names, lots, currencies" };
        var command = new Command("replay", "Replay recordings through the portal") { files, data, urls, speed, exit, instruments };
        command.SetAction(
            (parsed, stop) =>
                Serving.Run(
                    new SiteSettings
                    {
                        Recordings = parsed.GetValue(files)!,
                        Data = parsed.GetValue(data)!,
                        Urls = parsed.GetValue(urls)!,
                        Speed = parsed.GetValue(speed)!.Multiple,
                        Exit = parsed.GetValue(exit),
                        Instruments = parsed.GetValue(instruments),
                    },
                    stop
                )
        );
        return command;
    }
}
