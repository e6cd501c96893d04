using Broadtape.Licensing;
using Broadtape.Market;
using Broadtape.Tests.Journeys;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.LicensingTests;

public sealed class PriceRangeTests
{
    static readonly Instrument Tencent = DemoMarket.Named("XHKG:00700");
    static readonly LocalDate First = new(2025, 6, 2);

    [Fact]
    public void No_bar_lies_outside_the_range_and_its_ends_were_made_on_the_days_it_names() =>
        Gen.Select(Gen.Int[100_000, 900_000], Gen.Int[0, 50_000])
            .Array[1, 60]
            .Sample(days =>
            {
                var bars = days.Select((d, i) => Day(First.PlusDays(i), d.Item1 * 1_000L, (d.Item1 + d.Item2) * 1_000L)).ToList();
                var range = PriceRange.Of(Disclosed(bars))!;
                Assert.Equal(bars.Max(b => b.High), range.High.AsPrice());
                Assert.Equal(bars.Min(b => b.Low), range.Low.AsPrice());
                Assert.Equal(bars.Last(b => b.High == range.High.AsPrice()).Day, range.HighDay);
                Assert.Equal(bars.Last(b => b.Low == range.Low.AsPrice()).Day, range.LowDay);
            });

    [Fact]
    public void Its_ends_keep_the_passports_of_their_bars()
    {
        var low = Day(First, 500_000_000, 510_000_000);
        var high = Day(First.PlusDays(1), 600_000_000, 610_000_000);
        var range = PriceRange.Of(Disclosed([low, high]))!;
        Assert.Equal((high.Known, low.Known), (range.High.Passport.DataTime, range.Low.Passport.DataTime));
    }

    [Fact]
    public void A_range_with_a_hole_in_it_is_none_and_so_is_one_of_no_bars()
    {
        var whole = Disclosed([Day(First, 500_000_000, 510_000_000)]);
        Assert.NotNull(PriceRange.Of(whole));
        Assert.Null(PriceRange.Of(whole with { Missing = [new(Moment.Beginning, Moment.Never, "cannot be read")] }));
        Assert.Null(PriceRange.Of(Disclosed([])));
    }

    static BarDisclosure Disclosed(IReadOnlyList<Bar> bars)
    {
        var boards = new Board.Boards(DemoMarket.Instruments, new MemoryLog(), DemoMarket.Licence.Delays, Moment.Beginning);
        return DemoMarket.Gate.DiscloseBars(
            boards.Freeze(DemoMarket.Founding),
            Viewer.Staff,
            Surface.Page,
            Tencent,
            new Kept(bars),
            Resolution.Day,
            Moment.Beginning,
            Moment.Never,
            adjusted: true
        );
    }

    static Bar Day(LocalDate day, long low, long high)
    {
        var midnight = Moment.From(day.AtMidnight(), DateTimeZone.Utc);
        return new(midnight, day, new(low), new(high), new(low), new(high), new(100), default, 1, midnight + Duration.FromHours(10));
    }

    sealed class Kept(IReadOnlyList<Bar> bars) : IBarSource
    {
        public IReadOnlyList<Bar> Bars(InstrumentId id, BarLength length, Moment from, Moment to, Moment knownBy) => bars;

        public IReadOnlyList<CorporateAction> Actions(InstrumentId id, Moment knownBy) => [];
    }
}
