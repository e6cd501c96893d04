using Broadtape.Market;
using NodaTime;

namespace Broadtape.Tests.MarketTests.Bars;

public sealed class AdjustmentTests
{
    static readonly LocalDate SplitDay = new(2014, 6, 9);

    /// <summary>Apple's seven for one: the Friday before, and the Monday it traded at a seventh.</summary>
    [Fact]
    public void Apples_split_carries_the_day_before_to_a_seventh_and_leaves_its_own_day()
    {
        var split = new CorporateAction(SplitDay, CorporateActionKind.Split, default, 7, 1, Moment.Beginning);
        var adjustment = new Adjustment([split], new(2014, 6, 10), _ => null);
        var friday = adjustment.Of(Day(new(2014, 6, 6), "649.90", "651.26", "644.47", "645.57"));
        Assert.True(friday.IsAdjusted);
        Assert.Equal(["92.842857", "93.037143", "92.067143", "92.224286"], Prices(friday));
        var monday = Day(SplitDay, "92.70", "93.88", "91.75", "93.70");
        Assert.Equal(AdjustedBar.Raw(monday), adjustment.Of(monday));
    }

    [Fact]
    public void An_ex_date_still_to_come_adjusts_nothing()
    {
        var split = new CorporateAction(SplitDay, CorporateActionKind.Split, default, 7, 1, Moment.Beginning);
        var friday = Day(new(2014, 6, 6), "649.90", "651.26", "644.47", "645.57");
        Assert.False(new Adjustment([split], SplitDay.PlusDays(-1), _ => null).Of(friday).IsAdjusted);
    }

    /// <summary>R9: a dividend of 0.35 on a close of 10.00, then one new share for ten held.</summary>
    [Fact]
    public void Each_action_carries_what_lies_before_it()
    {
        CorporateAction[] actions =
        [
            new(new(2026, 3, 2), CorporateActionKind.Dividend, Price.Parse("0.35"), 0, 0, Moment.Beginning),
            new(new(2026, 6, 1), CorporateActionKind.Bonus, default, 1, 10, Moment.Beginning),
        ];
        var adjustment = new Adjustment(actions, new(2026, 7, 1), _ => Price.Parse("10.00"));
        // 9.65 of 10 before both, ten elevenths before the second.
        Assert.Equal("8.772727", adjustment.Of(Flat(new(2026, 2, 27), "10.00")).Bar.Close.ToString());
        Assert.Equal("9.090909", adjustment.Of(Flat(new(2026, 5, 29), "10.00")).Bar.Close.ToString());
        Assert.Equal("10.000", adjustment.Of(Flat(new(2026, 6, 1), "10.00")).Bar.Close.ToString());
    }

    [Theory]
    [InlineData("2.00")]
    [InlineData(null)]
    public void A_dividend_of_the_whole_close_or_over_an_unknown_close_adjusts_nothing(string? close)
    {
        var dividend = new CorporateAction(SplitDay, CorporateActionKind.Dividend, Price.Parse("2"), 0, 0, Moment.Beginning);
        var adjustment = new Adjustment([dividend], SplitDay, _ => close is null ? null : Price.Parse(close));
        Assert.False(adjustment.Of(Flat(SplitDay.PlusDays(-3), "2.00")).IsAdjusted);
    }

    [Fact]
    public void What_was_traded_stays_and_its_average_is_carried()
    {
        var split = new CorporateAction(SplitDay, CorporateActionKind.Split, default, 7, 1, Moment.Beginning);
        var raw = Flat(new(2014, 6, 6), "700") with { Volume = new(100), Turnover = Turnover.Of(Price.Parse("700"), new(100)) };
        var seen = new Adjustment([split], SplitDay, _ => null).Of(raw);
        Assert.Equal((raw.Volume, raw.Turnover, Price.Parse("100")), (seen.Bar.Volume, seen.Bar.Turnover, seen.Vwap));
    }

    static string[] Prices(AdjustedBar bar) => [.. new[] { bar.Bar.Open, bar.Bar.High, bar.Bar.Low, bar.Bar.Close }.Select(p => p.ToString())];

    static Bar Flat(LocalDate day, string price) => Day(day, price, price, price, price);

    static Bar Day(LocalDate day, string open, string high, string low, string close) =>
        new(
            Moment.From(day.AtMidnight(), DateTimeZone.Utc),
            day,
            Price.Parse(open),
            Price.Parse(high),
            Price.Parse(low),
            Price.Parse(close),
            default,
            default,
            0,
            Moment.Beginning
        );
}
