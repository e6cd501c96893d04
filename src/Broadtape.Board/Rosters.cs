namespace Broadtape.Board;

/// <summary>The rosters asked for last: they seldom change in a day, and a board of the whole market takes milliseconds to read one.</summary>
sealed class Rosters
{
    /// <summary>Kept; the one asked for longest ago goes. A whole market's holds about 3 MB.</summary>
    const int Most = 4;

    readonly Lock changing = new();
    readonly LinkedList<Roster> kept = [];

    /// <summary>The roster of a version, read when it is not at hand; null when it cannot be read.</summary>
    internal Roster? Find(long version, Func<Roster?> read)
    {
        lock (changing)
        {
            var found = kept.FirstOrDefault(r => r.Version == version);
            if (found is null)
                found = read();
            else
                kept.Remove(found);
            if (found is null)
                return null;
            kept.AddFirst(found);
            if (kept.Count > Most)
                kept.RemoveLast();
            return found;
        }
    }
}
