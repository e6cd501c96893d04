using Broadtape.Market;

namespace Broadtape.Licensing;

/// <summary>What one viewer may know of one instrument at one moment: a figure for every field asked for.</summary>
public sealed class Disclosure
{
    readonly Figure[] figures;

    internal Disclosure(Instrument instrument, Figure[] figures, Direction direction, FigureState state, Delay delay, Moment? dataTime, bool pushable)
    {
        Instrument = instrument;
        this.figures = figures;
        Direction = direction;
        State = state;
        Delay = delay;
        DataTime = dataTime;
        Pushable = pushable;
    }

    public Instrument Instrument { get; }

    /// <summary>Never missing: a field without a value is a figure that says why in its passport's <see cref="Passport.Absence"/>.</summary>
    public Figure this[QuoteField field] => figures[(int)field];

    /// <summary>Of the day's change as disclosed; not coloured while halted.</summary>
    public Direction Direction { get; }

    /// <summary>Of the instrument as this viewer sees it.</summary>
    public FigureState State { get; }

    public Delay Delay { get; }

    /// <summary>Exchange time of the newest event behind anything disclosed here; null before the first.</summary>
    public Moment? DataTime { get; }

    /// <summary>
    /// True when the viewer's stream carries these figures at the same delay, so that an element may be bound to it. A real-time
    /// snapshot that may not be pushed is not pushable, even where a delayed stream exists: binding it would replace it by an older value.
    /// </summary>
    public bool Pushable { get; }
}
