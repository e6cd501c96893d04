using System.CommandLine;
using Broadtape.Portal.Verbs;

namespace Broadtape.Portal;

public static class Program
{
    public static Task<int> Main(string[] args)
    {
        var root = new RootCommand("Broadtape: a financial news and market-data portal")
        {
            ServeVerb.Command(),
            ReplayVerb.Command(),
            ImportVerb.Command(),
            BoxVerb.Command(),
            VerifyVerb.Command(),
            BackupVerb.Command(),
            RestoreVerb.Command(),
            HistoryVerb.Command(),
            AnswerBookVerb.Command(),
            ProveVerb.Command(),
        };
        return root.Parse(args).InvokeAsync();
    }
}
