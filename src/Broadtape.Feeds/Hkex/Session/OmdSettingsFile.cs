using System.Globalization;
using System.Net;
using System.Text.Json;
using Broadtape.Market;
using NodaTime;

namespace Broadtape.Feeds.Hkex;

/// <summary>
/// A licensee's configuration of OMD-C, read whole: everything that is wrong with it is said at once, and nothing is opened before it is
/// right.
/// </summary>
sealed class OmdSettingsFile(string where)
{
    const int UserLength = 12;
    const int ServersMost = 4;

    readonly List<string> wrong = [];

    /// <summary>What was found wrong so far, each with its place.</summary>
    internal IReadOnlyList<string> Wrong => wrong;

    /// <summary>One feed of the file; what is missing or wrong is noted, and stands as something harmless in what is returned.</summary>
    internal OmdSettings Read(JsonElement feed)
    {
        foreach (var property in feed.EnumerateObject())
            if (
                property.Name
                is not (
                    "kind"
                    or "market"
                    or "interface"
                    or "channels"
                    or "retransmission"
                    or "disasterRecovery"
                    or "patienceMs"
                    or "receiveBufferKiB"
                )
            )
                wrong.Add($"{where}: '{property.Name}' is not known here");
        var channels = new List<OmdChannelSettings>();
        if (feed.TryGetProperty("channels", out var list) && list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0)
            foreach (var (place, channel) in list.EnumerateArray().Index())
                channels.Add(Channel(channel, $"{where}.channels[{place}]"));
        else
            wrong.Add($"{where}: channels are missing");
        foreach (var twice in channels.GroupBy(c => c.Id).Where(g => g.Count() > 1))
            wrong.Add($"{where}: channel {twice.Key} stands there {twice.Count()} times");
        foreach (var shared in Groups(channels).GroupBy(g => g).Where(g => g.Count() > 1))
            wrong.Add($"{where}: the group {shared.Key} stands there {shared.Count()} times");
        return new()
        {
            Market = Market(feed),
            Interface = Address(feed, "interface", where),
            Channels = channels,
            Retransmission = feed.TryGetProperty("retransmission", out var service) ? Retransmission(service) : null,
            DisasterRecovery = feed.TryGetProperty("disasterRecovery", out var recovery) ? Channel(recovery, $"{where}.disasterRecovery") : null,
            Patience = Duration.FromMilliseconds(Number(feed, "patienceMs", where, 1, 5_000, 50)),
            ReceiveBuffer = 1024 * Number(feed, "receiveBufferKiB", where, 64, 1 << 20, 8_192),
        };
    }

    static IEnumerable<IPEndPoint> Groups(IEnumerable<OmdChannelSettings> channels) =>
        channels
            .SelectMany(c => new[] { c.Lines, c.Refresh })
            .OfType<OmdGroups>()
            .SelectMany(g => new[] { g.A, g.B })
            .Where(g => !g.Address.Equals(IPAddress.None));

    Mic Market(JsonElement feed)
    {
        if (Text(feed, "market") == "XHKG")
            return Mic.Parse("XHKG");
        wrong.Add($"{where}: market has to be XHKG, the one OMD-C speaks of");
        return Mic.Parse("XHKG");
    }

    OmdChannelSettings Channel(JsonElement channel, string place)
    {
        if (channel.ValueKind != JsonValueKind.Object)
        {
            wrong.Add($"{place}: a channel is an object with id, a and b");
            return new(0, Nowhere, null);
        }
        var refresh = channel.TryGetProperty("refresh", out var own) && own.ValueKind != JsonValueKind.Null ? Lines(own, $"{place}.refresh") : null;
        return new((ushort)Number(channel, "id", place, 1, ushort.MaxValue, null), Lines(channel, place), refresh);
    }

    OmdGroups Lines(JsonElement lines, string place) => new(Group(lines, "a", place), Group(lines, "b", place));

    static readonly OmdGroups Nowhere = new(new(IPAddress.None, 0), new(IPAddress.None, 0));

    IPEndPoint Group(JsonElement lines, string line, string place)
    {
        var text = Text(lines, line);
        if (IPEndPoint.TryParse(text ?? "", out var group) && group.Port > 0 && IsMulticast(group.Address))
            return group;
        wrong.Add($"{place}: {line} is '{text}', not an IPv4 multicast group with its port, such as 239.1.1.22:51000");
        return Nowhere.A;
    }

    static bool IsMulticast(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        return address.TryWriteBytes(bytes, out var written) && written == 4 && bytes[0] is >= 224 and < 240;
    }

    OmdRetransmissionSettings Retransmission(JsonElement service)
    {
        var place = $"{where}.retransmission";
        var user = Text(service, "user") ?? "";
        if (user.Length is 0 or > UserLength || user.Any(c => c is <= ' ' or > '~'))
            wrong.Add($"{place}: user is '{user}', not 1 to {UserLength} letters and digits");
        var servers = new List<IPEndPoint>();
        if (service.ValueKind == JsonValueKind.Object && service.TryGetProperty("servers", out var list) && list.ValueKind == JsonValueKind.Array)
            foreach (var server in list.EnumerateArray())
                if (server.ValueKind == JsonValueKind.String && IPEndPoint.TryParse(server.GetString()!, out var at) && at.Port > 0)
                    servers.Add(at);
                else
                    wrong.Add($"{place}: server {server} is not an address with its port, such as 10.1.1.5:51000");
        if (servers.Count is 0 or > ServersMost)
            wrong.Add($"{place}: there have to be 1 to {ServersMost} servers");
        return new(user, servers);
    }

    IPAddress Address(JsonElement element, string name, string place)
    {
        if (IPAddress.TryParse(Text(element, name) ?? "", out var address))
            return address;
        wrong.Add($"{place}: {name} is '{Text(element, name)}', not the address of a network interface");
        return IPAddress.None;
    }

    int Number(JsonElement element, string name, string place, int least, int most, int? otherwise)
    {
        JsonElement value = default;
        var isThere = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out value);
        if (!isThere && otherwise is { } assumed)
            return assumed;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;
        wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{place}: {name} is '{value}', not a number from {least} to {most}"));
        return least;
    }

    static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
