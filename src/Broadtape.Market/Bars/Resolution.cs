namespace Broadtape.Market;

/// <summary>How long a bar asked for is: a length that is kept, or one put together of it.</summary>
public sealed class Resolution
{
    public static readonly Resolution Minute = new("1", BarLength.Minute, 1);
    public static readonly Resolution FiveMinutes = new("5", BarLength.Minute, 5);
    public static readonly Resolution QuarterHour = new("15", BarLength.Minute, 15);
    public static readonly Resolution HalfHour = new("30", BarLength.Minute, 30);
    public static readonly Resolution Hour = new("60", BarLength.Minute, 60);
    public static readonly Resolution Day = new("1D", BarLength.Day, 1);
    public static readonly Resolution Week = new("1W", BarLength.Day, 7);
    public static readonly Resolution Month = new("1M", BarLength.Day, 31);

    /// <summary>Shortest first.</summary>
    public static readonly IReadOnlyList<Resolution> All = [Minute, FiveMinutes, QuarterHour, HalfHour, Hour, Day, Week, Month];

    Resolution(string name, BarLength of, int most)
    {
        (Name, Of, Most) = (name, of, most);
    }

    /// <summary>As addresses write it: 1, 5, 15, 30, 60, 1D, 1W, 1M.</summary>
    public string Name { get; }

    /// <summary>What it is put together of.</summary>
    public BarLength Of { get; }

    /// <summary>Minutes or calendar days it spans at most.</summary>
    public int Most { get; }

    /// <summary>Null when there is none of that name.</summary>
    public static Resolution? Find(string name) => All.FirstOrDefault(r => r.Name == name);

    public static implicit operator Resolution(BarLength length) => length == BarLength.Minute ? Minute : Day;

    public override string ToString() => Name;
}
