using Broadtape.Portal;

namespace Broadtape.Tests.PortalTests;

public sealed class RetentionText
{
    [Fact]
    public void Days_are_named_by_class_and_what_is_not_named_is_kept_for_good()
    {
        Assert.True(Retention.TryParse("ticks=30, minute-bars=400,daily-bars=forever", out var retention, out _));
        Assert.Equal(new Retention(30, 400, null), retention);
        Assert.True(Retention.TryParse("ticks=1", out retention, out _));
        Assert.Equal(new Retention(1, null, null), retention);
    }

    [Theory]
    [InlineData("ticks")]
    [InlineData("ticks=0")]
    [InlineData("ticks=-3")]
    [InlineData("ticks=soon")]
    [InlineData("bars=3")]
    [InlineData("")]
    public void Anything_else_is_refused_by_its_words(string text)
    {
        Assert.False(Retention.TryParse(text, out _, out var error));
        Assert.Contains($"'{text.Split('=')[0]}", error, StringComparison.Ordinal);
    }
}
