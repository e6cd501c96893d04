using Broadtape.Market;
using Broadtape.Tape.History;
using Broadtape.Tape.History.Import;
using CsCheck;
using NodaTime;

namespace Broadtape.Tests.TapeTests.History;

/// <summary>Nothing is overwritten: what a page of the past shows is what was known then.</summary>
public sealed class BitemporalTests
{
    const string Header = "Symbol,Date,Open,High,Low,Close,Adj Close,Volume";

    static readonly LocalDate First = new(2019, 10, 2);

    [Fact]
    public void Importing_twice_changes_nothing()
    {
        using var folder = new HistoryFolder();
        var file = folder.Write("prices.csv", Header, Row(0, 10), Row(1, 11), Row(2, 12));
        Assert.Equal((3, 0), (folder.Import("yahoo-daily", file) is var first ? first.Taken : 0, first.Unchanged));
        var before = folder.Contents();
        var again = folder.Import(new ImportTerms("yahoo-daily", [file], HistoryFolder.At + Duration.FromDays(1)));
        Assert.Equal((0, 3), (again.Taken, again.Unchanged));
        Assert.Equal(before, folder.Contents());
    }

    /// <summary>Files with random days and prices, imported one after the other, against a list of everything ever said.</summary>
    [Fact]
    public void As_of_any_moment_the_newest_version_known_by_then_is_read() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[1, 4])
            .Array[1, 6]
            .Array[1, 5]
            .Sample(
                imports =>
                {
                    using var folder = new HistoryFolder();
                    var told = new List<(int Day, int Price, Moment Known)>();
                    for (var i = 0; i < imports.Length; i++)
                    {
                        var at = HistoryFolder.At + Duration.FromHours(i);
                        var rows = imports[i].GroupBy(r => r.Item1).Select(g => g.First()).ToList();
                        var file = folder.Write($"{i}.csv", [Header, .. rows.Select(r => Row(r.Item1, r.Item2))]);
                        folder.Import(new ImportTerms("yahoo-daily", [file], at));
                        told.AddRange(rows.Select(r => (r.Item1, r.Item2, at)));
                    }
                    using var store = folder.Open();
                    var id = new InstrumentId(
                        Mic.Parse("XHKG"),
                        "00700",
                        store.Current().OfCode(Mic.Parse("XHKG"), "00700")[0].Series.Instrument.Listed
                    );
                    for (var i = -1; i < imports.Length; i++)
                    {
                        var at = HistoryFolder.At + Duration.FromHours(i);
                        var expected = told.Where(t => t.Known <= at)
                            .GroupBy(t => t.Day)
                            .OrderBy(g => g.Key)
                            .Select(g => (Day(g.Key), g.Last().Price));
                        var read = store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, at);
                        Assert.Equal(expected, read.Select(b => (b.Day, (int)(b.Close.Millionths / Price.One))));
                        Assert.All(read, b => Assert.True(b.Known <= at));
                    }
                },
                iter: 12
            );

    [Fact]
    public void As_published_a_row_is_known_from_the_end_of_its_day_and_may_not_change_what_was_known()
    {
        using var folder = new HistoryFolder();
        var file = folder.Write("prices.csv", Header, Row(0, 10));
        Assert.Equal(1, folder.Import(new ImportTerms("yahoo-daily", [file], HistoryFolder.At, AsPublished: true)).Taken);
        using var store = folder.Open();
        var id = new InstrumentId(Mic.Parse("XHKG"), "00700", First);
        Assert.Empty(store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.Day("2019-10-02") + Duration.FromHours(23)));
        Assert.Single(store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.Day("2019-10-03")));

        var other = folder.Write("other.csv", Header, Row(0, 99), Row(1, 11));
        var refused = folder.Import(new ImportTerms("yahoo-daily", [other], HistoryFolder.At, AsPublished: true));
        Assert.StartsWith("other.csv, row 2", Assert.Single(refused.Refused), StringComparison.Ordinal);
        Assert.Single(store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At));
        var corrected = folder.Import(new ImportTerms("yahoo-daily", [other], HistoryFolder.At));
        Assert.Equal((2, 1), (corrected.Taken, corrected.Corrected));
        Assert.Equal(
            10 * Price.One,
            store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At - Duration.Epsilon)[0].Close.Millionths
        );
        Assert.Equal(99 * Price.One, store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At)[0].Close.Millionths);
    }

    [Fact]
    public void Rows_of_one_day_that_differ_are_both_set_aside_and_equal_ones_count_once()
    {
        using var folder = new HistoryFolder();
        var report = folder.Import("yahoo-daily", folder.Write("p.csv", Header, Row(0, 10), Row(1, 11), Row(1, 11), Row(0, 12)));
        Assert.Equal((1, 1, 2), (report.Taken, report.Quarantined["Duplicate"], report.Quarantined["Contradiction"]));
    }

    /// <summary>K8: 24740 was JPJDCOM@EC2101B once; whoever has the code later is another product.</summary>
    [Fact]
    public void Two_listings_of_one_code_never_mix()
    {
        using var folder = new HistoryFolder();
        var before = Warrant("2020-06-15");
        var after = Warrant("2025-11-03");
        folder.Instruments = new([before, after]);
        folder.Import(
            "yahoo-daily",
            folder.Write(
                "p.csv",
                Header,
                "24740.HK,2020-07-02,1,1,1,1,1,100",
                "24740.HK,2020-07-03,2,2,2,2,2,100",
                "24740.HK,2025-11-04,3,3,3,3,3,100"
            )
        );
        using var store = folder.Open();
        Assert.Equal([1, 2], Closes(before.Id));
        Assert.Equal([3], Closes(after.Id));

        IEnumerable<long> Closes(InstrumentId id) =>
            store.Bars(id, BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At).Select(b => b.Close.Millionths / Price.One);
    }

    [Fact]
    public void A_reader_sees_an_import_made_while_it_runs()
    {
        using var folder = new HistoryFolder();
        using var store = folder.Open();
        Assert.Empty(store.Imports);
        folder.Import("yahoo-daily", folder.Write("p.csv", Header, Row(0, 10)));
        Assert.Single(store.Imports);
        Assert.Single(store.Bars(new(Mic.Parse("XHKG"), "00700", First), BarLength.Day, Moment.Beginning, Moment.Never, HistoryFolder.At));
    }

    static Instrument Warrant(string listed) =>
        new()
        {
            Id = InstrumentId.Parse($"XHKG:24740:{listed}"),
            Kind = InstrumentKind.DerivativeWarrant,
            Names = new("認購證", "认购证", "Call warrant"),
            Currency = "HKD",
            SessionMarket = Mic.Parse("XHKG"),
        };

    static LocalDate Day(int day) => First.PlusDays(day);

    static string Row(int day, int price) => $"0700.HK,{Day(day):uuuu-MM-dd},{price},{price},{price},{price},{price},100";
}
