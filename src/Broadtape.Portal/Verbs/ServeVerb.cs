using System.CommandLine;
using Broadtape.Market;

namespace Broadtape.Portal.Verbs;

/// <summary>Runs the portal with the demo site and the synthetic exchange.</summary>
static class ServeVerb
{
    public static Command Command()
    {
        var data = new Option<string>("--data") { Description = "Folder of the tape and the newsroom", DefaultValueFactory = _ => "./data" };
        var urls = new Option<string>("--urls") { Description = "Address to serve", DefaultValueFactory = _ => "http://localhost:5080" };
        var clock = new Option<Moment?>("--clock")
        {
            Description = "Market time to start at, ISO 8601 with an offset",
            CustomParser = result =>
            {
                if (Moment.TryParse(result.Tokens[0].Value, out var moment))
                    return moment;
                result.AddError($"--clock '{result.Tokens[0].Value}' is not ISO 8601 with an offset, such as 2026-01-09T10:00:00+08:00");
                return null;
            },
        };
        var speed = Speed.Option(allowMax: false);
        var licence = new Option<string?>("--licence") { Description = "A licence file in place of the demo's" };
        var seed = new Option<ulong>("--seed") { Description = "Seed of the synthetic exchange", DefaultValueFactory = _ => 20260108 };
        var instruments = new Option<string?>("--instruments")
        {
            Description = "A file of further instruments, listed beside the demo's and not traded",
        };
        var wire = new Option<bool>("--wire")
        {
            Description = "Send the synthetic exchange's Hong Kong over the loopback network as OMD-C, and receive it from there",
        };
        var faults = Faults.Option();
        var feeds = new Option<string?>("--feeds") { Description = "A configuration of the exchanges' feeds, in place of the synthetic exchange" };
        var archive = new Option<string?>("--archive") { Description = "A file to write every live page to, as it was served" };
        var keep = Retention.Option();
        var command = new Command("serve", "Serve the portal")
        {
            data,
            urls,
            clock,
            speed,
            licence,
            seed,
            instruments,
            wire,
            faults,
            feeds,
            archive,
            keep,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(feeds) is not null && result.GetValue(wire))
                result.AddError("--wire sends the synthetic exchange; with --feeds there is none");
            if (!result.GetValue(wire) && Faults.Of(result.GetValue(faults)).NeedLines)
                result.AddError("--faults: only bursts and bad-ticks go wrong in process; the rest goes wrong on the network: add --wire");
        });
        command.SetAction(
            (parsed, stop) =>
                Serving.Run(
                    new SiteSettings
                    {
                        Data = parsed.GetValue(data)!,
                        Urls = parsed.GetValue(urls)!,
                        Clock = parsed.GetValue(clock),
                        Speed = parsed.GetValue(speed)!.Multiple,
                        Licence = parsed.GetValue(licence),
                        Seed = parsed.GetValue(seed),
                        Instruments = parsed.GetValue(instruments),
                        Wire = parsed.GetValue(wire),
                        Faults = Faults.Of(parsed.GetValue(faults)),
                        Feeds = parsed.GetValue(feeds),
                        Archive = parsed.GetValue(archive),
                        Retention = parsed.GetValue(keep)!,
                    },
                    stop
                )
        );
        return command;
    }
}
