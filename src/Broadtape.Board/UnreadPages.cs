namespace Broadtape.Board;

/// <summary>
/// The pages of one past board, read when they are asked for: a page of a shop window costs its sixty instruments and not the whole
/// market. Any thread.
/// </summary>
/// <param name="markets">At the board's position; nobody changes them any more.</param>
sealed class UnreadPages(Past past, Chapter chapter, Markets markets)
{
    long bytes;

    internal Chapter Chapter => chapter;

    /// <summary>What the pages read so far hold in memory.</summary>
    internal long Bytes => Interlocked.Read(ref bytes);

    internal Page Read(int place)
    {
        // A checkpoint that does not hold is found again by nobody: an earlier one tells the same.
        if (chapter.Opening(place) is not { } opening)
            return past.RecallWithout(chapter, markets.Position).PageAt(place);
        var page = chapter.Roll(opening, place, markets);
        if (page != opening)
            Interlocked.Add(ref bytes, page.Bytes);
        return page;
    }
}
