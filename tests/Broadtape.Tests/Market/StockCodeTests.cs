using Broadtape.Market;

namespace Broadtape.Tests.MarketTests;

public class StockCodeTests
{
    [Theory]
    [InlineData("700", "00700")]
    [InlineData("0700", "00700")]
    [InlineData("00700", "00700")]
    [InlineData("0700.HK", "00700")]
    [InlineData("0700.hk", "00700")]
    [InlineData(" 700.HK ", "00700")]
    [InlineData("80700", "80700")]
    [InlineData("100000", null)]
    [InlineData("000700", null)]
    [InlineData("0", null)]
    [InlineData("00000", null)]
    [InlineData("abc", null)]
    [InlineData("７００", null)]
    [InlineData("", null)]
    [InlineData(".HK", null)]
    public void K1_K2_K7_a_code_has_five_digits_however_it_is_typed(string typed, string? code) => Assert.Equal(code, StockCode.Normalise(typed));

    [Fact]
    public void K3_a_warrants_short_name_says_what_it_is() =>
        Assert.Equal(new(InstrumentKind.DerivativeWarrant, "JP", "JDCOM", 'E', 'C', 2021, 1, "B"), StructuredName.Parse("JPJDCOM@EC2101B"));

    [Fact]
    public void K4_a_callable_bear_contracts_short_name_says_what_it_is() =>
        Assert.Equal(new(InstrumentKind.Cbbc, "HT", "HSI", 'R', 'P', 2021, 1, "Z"), StructuredName.Parse("HT#HSI  RP2101Z"));

    [Theory]
    [InlineData("TENCENT")]
    [InlineData("JPJDCOM@EC21")]
    [InlineData("HT#HSI RP2113Z")]
    public void Another_name_is_neither(string name) => Assert.Null(StructuredName.Parse(name));
}
