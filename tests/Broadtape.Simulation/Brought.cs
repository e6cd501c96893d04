using Broadtape.Feeds.Hkex;

namespace Broadtape.Simulation;

/// <summary>What the lines have brought of one channel since its numbers began: none of it may be wanted again.</summary>
sealed class Brought(OmdReception reception, int heldMost)
{
    readonly HashSet<uint> numbers = [];
    long resets;

    /// <summary>Something came before the reset of its numbers, or in its stead: for us the day had begun.</summary>
    internal bool IsLate { get; private set; }

    /// <summary>The packet was taken by the session just now.</summary>
    internal void Take(byte[] packet)
    {
        var channel = reception.Channel;
        // With more held than there is room for, some of it was thrown away.
        if (channel.Counters.Resets != resets || channel.Held >= heldMost)
            numbers.Clear();
        resets = channel.Counters.Resets;
        IsLate |= resets == 0 && channel.Heard is not null;
        if (OmdPacket.TryOpen(packet, out var opened, out _) && opened.SendTime >= channel.ResetSent)
            foreach (var message in opened)
                if (message.Type != SequenceReset.Type)
                    numbers.Add(message.Number);
        if (channel.Wanted is { } gap && (numbers.Contains(gap.From) || numbers.Contains(gap.To)))
            throw new BrokenException($"channel {reception.Id} wants {gap.From} to {gap.To}, which a line has brought");
    }
}
