using Broadtape.Feeds.Hkex;

namespace Broadtape.Simulation;

/// <summary>Nothing grows beyond what is said of it.</summary>
static class Bounds
{
    internal static void Hold(Process process, Rates rates, string folder)
    {
        foreach (var reception in process.Session.Receptions)
        {
            AtMost(rates.HeldMost, reception.Channel.Held, "packets are held");
            AtMost(rates.HeldMost, reception.Refresh.Held, "packets of a refresh channel are held");
            AtMost(OmdRefresh.BytesMost, reception.Refresh.Bytes, "bytes of a snapshot are collected");
            if (!reception.Refresh.IsWanted)
                AtMost(0, reception.Refresh.Bytes, "bytes of a snapshot nobody wants are kept");
        }
        AtMost(OmdTranslator.ParkedMost, process.Translator.Parked, "messages are parked");
        AtMost(Broadtape.Tape.Block.CountMax, process.Tape.Count - process.Tape.Committed, "events wait for a commit");
        AtMost(OmdQuota.Most, process.Session.Retransmission!.Quota.Used, "requests were made on a day");
        AtMost(Process.CheckpointsMost, Directory.GetFiles(Path.Combine(folder, "tape", "checkpoints")).Length, "checkpoints are kept");
    }

    static void AtMost(long most, long there, string what)
    {
        if (there > most)
            throw new BrokenException($"{there} {what}, and {most} is the most");
    }
}
