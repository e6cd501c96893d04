using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Tests.LicensingTests;

public sealed class LicenceTests
{
    const string Head = "# licence: test\nclass,fx,外匯,外汇,FX,,,\n";

    [Fact]
    public void A_later_row_stands_over_an_earlier_one_and_what_no_row_names_is_hidden()
    {
        var licence = Licence.Parse(Head + "grant,fx,*,*,15\ngrant,fx,staff,*,0\ngrant,fx,anonymous,stream,none\n", "l.csv");
        Assert.Equal("test", licence.Name);
        Assert.Equal(new Delay(15), licence.DelayOf("fx", ViewerKind.Subscriber, Surface.Stream));
        Assert.Equal(Delay.None, licence.DelayOf("fx", ViewerKind.Staff, Surface.Api));
        Assert.Null(licence.DelayOf("fx", ViewerKind.Anonymous, Surface.Stream));
        Assert.Null(licence.DelayOf("hk-bmp", ViewerKind.Staff, Surface.Api));
        Assert.Equal([Delay.None, new Delay(15)], licence.Delays);
    }

    [Theory]
    [InlineData("grant,fx,*,*,15", 1, "has no line '# licence: NAME'")]
    [InlineData("# licence: a", 1, "grants nothing")]
    [InlineData(Head + "grant,us,*,*,15", 3, "the class 'us' is not named above")]
    [InlineData(Head + "grant,fx,visitor,*,15", 3, "'visitor' is no kind of viewer")]
    [InlineData(Head + "grant,fx,*,paper,15", 3, "'paper' is no surface")]
    [InlineData(Head + "grant,fx,*,*,soon", 3, "'soon' is neither minutes nor none")]
    [InlineData(Head + "grant,fx,*,*,-5", 3, "'-5' is neither minutes nor none")]
    [InlineData(Head + "class,fx,外匯,外汇,FX,,,", 3, "the class 'fx' stands here twice")]
    [InlineData(Head + "allow,fx", 3, "is neither a class")]
    public void What_is_wrong_in_a_licence_is_said_with_its_line(string text, int line, string reason)
    {
        if (line == 1 && text.StartsWith("grant", StringComparison.Ordinal))
            text = "class,fx,外匯,外汇,FX,,,\n" + text;
        var refused = Assert.Throws<ReferenceException>(() => Licence.Parse(text, "l.csv"));
        Assert.Contains("l.csv", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"{line}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
