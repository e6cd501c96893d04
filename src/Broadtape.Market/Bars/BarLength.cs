namespace Broadtape.Market;

/// <summary>Lengths of bars that are kept; longer ones are put together from them.</summary>
public enum BarLength : byte
{
    Minute = 1,
    Day = 2,
}
