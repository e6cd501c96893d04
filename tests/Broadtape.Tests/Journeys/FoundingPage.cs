using System.Text.Json;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Tests.Journeys;

/// <summary>Every figure of the founding page at the moment it was drawn, as the gate discloses it to an anonymous reader.</summary>
public sealed class FoundingPage
{
    static readonly Lazy<BoardView> View = new(() =>
    {
        var log = DemoMarket.Day.Value;
        return new Boards(DemoMarket.Instruments, log, DemoMarket.Licence.Delays, DemoMarket.Starts).At(DemoMarket.Founding);
    });

    static Disclosure Disclose(string symbol) => DemoMarket.Gate.Disclose(View.Value, Viewer.Anonymous, Surface.Page, DemoMarket.Named(symbol));

    [Fact]
    public void Prints_every_figure_of_the_copy_in_samples() => Check(Repository.Read("samples/founding-day/figures.json"));

    [Fact]
    public void Prints_every_figure_of_the_original() => Check(File.ReadAllText(SharedData.At("founding-page/figures.json")));

    static void Check(string json)
    {
        var figures = JsonDocument.Parse(json).RootElement;
        var wrong = new List<string>();
        void Same(string what, string expected, string actual)
        {
            if (expected.Replace(",", "") != actual.Replace(",", ""))
                wrong.Add($"{what}: {actual} instead of {expected}");
        }
        string Of(JsonElement e, string name) => e.GetProperty(name).GetString()!;
        string Word(Direction direction) =>
            direction switch
            {
                Direction.Up => "升",
                Direction.Down => "跌",
                _ => "無升跌",
            };

        foreach (var (row, symbol) in figures.GetProperty("usIndices").EnumerateArray().Zip(["XXXX:DJI", "XXXX:SPX", "XXXX:IXIC"]))
        {
            var d = Disclose(symbol);
            Same(symbol, Of(row, "level"), d[QuoteField.Price].ToString());
            Same(symbol, Of(row, "change"), d[QuoteField.Change].ToString());
            Same(symbol, Of(row, "percent") + "%", d[QuoteField.ChangePercent].ToString());
            Same(symbol, Of(row, "direction"), Word(d.Direction));
        }
        foreach (var row in figures.GetProperty("adr").EnumerateArray())
        {
            var receipt = DemoMarket.Instruments.All.Single(i => i.Depositary?.Underlying.Code == Of(row, "code"));
            var d = Disclose(receipt.Id.Symbol);
            Same(receipt.Id.Symbol, Of(row, "hkd"), d[QuoteField.HkdPrice].ToString());
            Same(receipt.Id.Symbol, Of(row, "percent") + "%", d[QuoteField.ChangePercent].ToString());
            Same(receipt.Id.Symbol, Of(row, "versusHk") + "%", d[QuoteField.VersusHk].ToString());
            Same(receipt.Id.Symbol, Of(row, "direction"), Word(d.Direction));
            Same(receipt.Id.Symbol, Of(row, "impliedHkClose") + "0", Disclose($"XHKG:{Of(row, "code")}")[QuoteField.Price].ToString());
        }
        foreach (var row in figures.GetProperty("chineseUs").EnumerateArray().Concat(figures.GetProperty("us").EnumerateArray()))
        {
            var instrument = DemoMarket.Instruments.All.Single(i => i.Id.Code == Of(row, "symbol"));
            var d = Disclose(instrument.Id.Symbol);
            Same(instrument.Id.Symbol, Of(row, "usd"), d[QuoteField.Price].ToString());
            Same(instrument.Id.Symbol, Of(row, "percent") + "%", d[QuoteField.ChangePercent].ToString());
            Same(instrument.Id.Symbol, Of(row, "direction"), Word(d.Direction));
            Same(instrument.Id.Symbol, Of(row, "name"), instrument.Names.ZhHant);
        }
        foreach (var row in figures.GetProperty("ticker").EnumerateArray())
        {
            var d = Disclose($"XHKG:{Of(row, "code")}");
            Same(d.Instrument.Id.Symbol, Of(row, "price"), d[QuoteField.Price].ToString());
            Same(d.Instrument.Id.Symbol, Of(row, "name"), d.Instrument.Names.ZhHant);
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public void Each_block_says_the_time_of_the_newest_event_it_shows()
    {
        static string Newest(params string[] symbols) =>
            symbols
                .Select(s => Disclose(s).DataTime!.Value)
                .Max()
                .In(DemoMarket.Timetables.Find(Mic.Parse("XHKG"))!.Zone)
                .ToString("MM-dd HH:mm", null);

        Assert.Equal("01-08 18:00", Newest("XHKG:00688", "XHKG:00016", "XHKG:01299", "XHKG:02388"));
        Assert.Equal("01-08 18:00", Newest("XHKG:HSI"));
        Assert.Equal("01-08 16:29", Newest("XSHG:000001"));
        Assert.Equal("01-09 00:08", Newest("XHKF:HSIF6", "XHKF:HSIG6"));
        Assert.Equal("01-08 23:53", Newest("XXXX:DJI", "XXXX:SPX", "XXXX:IXIC"));
        Assert.Equal("01-08 23:53", Newest("XNAS:BILI", "XNAS:GDS", "XNYS:BABA", "XNAS:IQ"));
        var ticker = JsonDocument.Parse(Repository.Read("samples/founding-day/figures.json")).RootElement.GetProperty("ticker");
        Assert.Equal("01-08 16:40", Newest([.. ticker.EnumerateArray().Select(r => $"XHKG:{r.GetProperty("code").GetString()}")]));
    }

    [Fact]
    public void The_local_and_mainland_indices_stand_at_their_closes()
    {
        Assert.Equal("26,149.31", Disclose("XHKG:HSI")[QuoteField.Price].ToString());
        Assert.Equal("4,082.98", Disclose("XSHG:000001")[QuoteField.Price].ToString());
    }
}
