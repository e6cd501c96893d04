using System.Reflection;
using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Tests.PortalTests;

/// <summary>What the portal itself says is there in every edition, and in its script.</summary>
public sealed class Wording
{
    /// <summary>Characters that stand in one script only, of those the portal's words use.</summary>
    const string OnlyTraditional = "報價數據來開買賣動頁語應這時間後雙鐘專欄號圖裏條閱讀標準權證無聲";
    const string OnlySimplified = "报价数据来开买卖动页语应这时间后双钟专栏号图里条阅读标准权证无声";

    static IEnumerable<(string Name, Phrase Phrase)> Phrases =>
        typeof(Say)
            .Assembly.GetTypes()
            .SelectMany(t => t.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(f => f.FieldType == typeof(Phrase))
            .Select(f => ($"{f.DeclaringType!.Name}.{f.Name}", (Phrase)f.GetValue(null)!));

    [Fact]
    public void Every_phrase_is_said_in_every_edition()
    {
        Assert.NotEmpty(Phrases);
        foreach (var (name, phrase) in Phrases)
        foreach (var edition in Enum.GetValues<Edition>())
            Assert.False(string.IsNullOrWhiteSpace(phrase.In(edition)), $"{name} says nothing in {edition}");
    }

    [Fact]
    public void No_phrase_mixes_the_scripts()
    {
        foreach (var (name, phrase) in Phrases)
        {
            Assert.False(phrase.ZhHant.Any(OnlySimplified.Contains), $"{name}: {phrase.ZhHant}");
            Assert.False(phrase.ZhHans.Any(OnlyTraditional.Contains), $"{name}: {phrase.ZhHans}");
            Assert.False(phrase.En.Any(c => c >= 0x2E80), $"{name}: {phrase.En}");
        }
    }

    [Fact]
    public void Every_value_of_every_enumeration_has_its_word()
    {
        foreach (var edition in Enum.GetValues<Edition>())
        {
            Told(Say.Of, Enum.GetValues<FigureState>(), edition);
            Told(Say.Of, Enum.GetValues<EventSource>(), edition);
            Told(Say.Of, Enum.GetValues<QuoteField>(), edition);
            Told(Say.Of, Enum.GetValues<InstrumentKind>(), edition);
            Told(Say.Of, Enum.GetValues<ViewerKind>(), edition);
            Told(Say.Word, Enum.GetValues<Direction>(), edition);
            Told(Say.Of, Enum.GetValues<Absence>().Where(a => a != Absence.NotAbsent), edition);
        }
    }

    static void Told<T>(Func<T, Edition, string> say, IEnumerable<T> values, Edition edition)
        where T : struct, Enum
    {
        foreach (var value in values)
            Assert.False(string.IsNullOrWhiteSpace(say(value, edition)), $"{typeof(T).Name}.{value} has no word in {edition}");
    }
}
