using Broadtape.Feeds;

namespace Broadtape.Tests.Feeds;

/// <summary>A configuration is read whole: everything wrong with it is said at once, and nothing is opened before.</summary>
public sealed class LiveFeedsTests
{
    const string Right = """
        {"kind": "omd-c", "market": "XHKG", "interface": "10.0.0.5",
         "channels": [{"id": 10, "a": "239.1.1.22:51000", "b": "239.1.127.22:51000", "refresh": {"a": "239.1.1.32:51000", "b": "239.1.127.32:51000"}}],
         "retransmission": {"user": "HOUSE01", "servers": ["10.1.1.5:51000"]}}
        """;

    static string Refusal(string json) => Assert.Throws<InvalidDataException>(() => LiveFeeds.Parse(json, "feeds.json", new())).Message;

    [Fact]
    public void What_is_right_is_taken_and_nothing_is_opened()
    {
        using var feeds = LiveFeeds.Parse($"{{\"feeds\": [{Right}]}}", "feeds.json", new());
        Assert.Empty(feeds.Reports);
    }

    [Fact]
    public void Two_feeds_for_one_market_are_refused() =>
        Assert.Contains("XHKG has 2 feeds; a market is fed by one", Refusal($"{{\"feeds\": [{Right}, {Right}]}}"), StringComparison.Ordinal);

    [Fact]
    public void Everything_wrong_is_said_at_once_each_with_its_place()
    {
        var refusal = Refusal(
            """
            {"feeds": [{"kind": "omd-c", "market": "XNYS", "interface": "eth0", "speed": 3,
              "channels": [{"id": 10, "a": "10.1.1.22:51000", "b": "239.1.127.22:51000"}, {"id": 10, "a": "239.1.1.23:51000", "b": "239.1.127.22:51000"}],
              "retransmission": {"user": "A NAME THAT IS TOO LONG", "servers": ["here"]}, "patienceMs": 0}]}
            """
        );
        foreach (
            var said in new[]
            {
                "feeds[0]: 'speed' is not known here",
                "feeds[0]: market has to be XHKG",
                "feeds[0]: interface is 'eth0'",
                "feeds[0].channels[0]: a is '10.1.1.22:51000', not an IPv4 multicast group",
                "feeds[0]: channel 10 stands there 2 times",
                "feeds[0]: the group 239.1.127.22:51000 stands there 2 times",
                "feeds[0].retransmission: user is",
                "feeds[0].retransmission: server here is not an address",
                "feeds[0]: patienceMs is '0', not a number from 1 to 5000",
            }
        )
            Assert.Contains(said, refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"feeds\": [\n{,]}", "feeds.json, line 2: this is no JSON")]
    [InlineData("{}", "there are no feeds in it")]
    [InlineData("[]", "there are no feeds in it")]
    [InlineData("{\"feeds\": [{\"kind\": \"itch\"}]}", "kind has to be omd-c")]
    [InlineData("{\"feeds\": [{\"kind\": 7}]}", "kind has to be omd-c")]
    public void What_is_no_configuration_is_refused_in_a_sentence(string json, string sentence) =>
        Assert.Contains(sentence, Refusal(json), StringComparison.Ordinal);
}
