using Broadtape.Market;
using Broadtape.Tests.Journeys;

namespace Broadtape.Tests.MarketTests;

public sealed class CompaniesTests
{
    const string Head = "# source: a test\nsymbol,sector,issued,earnings,counter,a_share\n";

    static InstrumentMaster Read(string rows) => Companies.Parse(Head + rows, "companies.csv", DemoMarket.Instruments);

    [Fact]
    public void Two_counters_are_lines_of_one_company()
    {
        var master = Read("XHKG:00700,InformationTechnology,9150?,,XHKG:80700,");
        var (hkd, rmb) = (master.FindSymbol("XHKG:00700")!, master.FindSymbol("XHKG:80700")!);
        Assert.Equal((rmb.Id, hkd.Id), (hkd.Company.Counter, rmb.Company.Counter));
        Assert.Equal((9_150L, true), (rmb.Company.Issued, rmb.Company.IsIssuedRough));
    }

    [Theory]
    [InlineData("XHKG:99999,Energy,,,,", "'XHKG:99999' is no instrument of this site")]
    [InlineData("XHKG:00700,Toys,,,,", "'Toys' is none of")]
    [InlineData("XHKG:00700,Energy,many,,,", "'many' is not a number of shares")]
    [InlineData("XHKG:00700,Energy,0,,,", "'0' is not a number of shares")]
    [InlineData("XHKG:00700,,,,,\nXHKG:00700,,,,,", "XHKG:00700 stands here twice")]
    public void A_row_that_cannot_be_believed_is_named_with_its_reason(string rows, string reason) =>
        Assert.Contains(reason, Assert.Throws<ReferenceException>(() => Read(rows)).Message);
}
