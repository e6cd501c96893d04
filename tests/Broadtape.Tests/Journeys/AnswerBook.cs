using Broadtape.Portal;
using Broadtape.Portal.Verbs;

namespace Broadtape.Tests.Journeys;

/// <summary>Five sessions of a scripted exchange and what must be shown at which moment.</summary>
public sealed class AnswerBook
{
    [Fact]
    public void Everything_shown_is_what_the_book_says()
    {
        var sessions = AnswerBookVerb.Sessions(SiteFiles.AnswerBook());
        Assert.Equal(5, sessions.Count);
        Assert.True(sessions.Sum(s => s.Answers.Count) >= 300);
        Assert.All(sessions.SelectMany(s => s.Answers), a => Assert.True(a.IsRight, $"{a}"));
    }

    [Fact]
    public void The_published_page_is_what_a_run_gives() =>
        Assert.Equal(Repository.Read("docs/answer-book.md"), AnswerBookVerb.Page(AnswerBookVerb.Sessions(SiteFiles.AnswerBook())));

    [Theory]
    [InlineData("06:00:01 expect free 00700 price 1.000", false, null)]
    [InlineData("06:00:01 expect free 00700 price 616.000", true, null)]
    [InlineData("06:00:01 shout 00700", true, "line 3: 'shout 00700' is nothing an exchange does")]
    [InlineData("05:00:00 expect free 00700 price 1.000", true, "line 3: 05:00:00 lies before")]
    [InlineData("06:00:01 expect free 00700 colour red", true, "line 3: 'colour' is no field")]
    public void A_wrong_expectation_is_found_and_a_wrong_line_is_named(string line, bool isRight, string? refusal)
    {
        var folder = Directory.CreateTempSubdirectory("broadtape-book-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "1.txt"), $"# One\n06:00:00 define 00700 616.000 TENCENT\n{line}\n");
            if (refusal is null)
                Assert.Equal(isRight, AnswerBookVerb.Sessions(folder).Single().Answers.Single().IsRight);
            else
                Assert.Contains(refusal, Assert.Throws<FormatException>(() => AnswerBookVerb.Sessions(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
