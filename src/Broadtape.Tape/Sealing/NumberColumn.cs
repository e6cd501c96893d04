using System.Buffers;

namespace Broadtape.Tape.Sealing;

/// <summary>
/// One number of many events, each told as its step from the one before. Zero is told as itself and is no one's predecessor: an empty side
/// of a book says nothing of the price that was there. Steps are divided by what divides them all: a tick, a lot, a microsecond.
/// Layout: form, divisor, length, tokens; no tokens when every number is zero. A token is 0 for zero, 1 before eight bytes as they are,
/// else two more than the zigzag of the step.
/// </summary>
sealed class NumberColumn
{
    /// <summary>Steps from whatever came before in the column.</summary>
    internal const ulong Following = 0;

    /// <summary>Steps from what came before of the same instrument; with times, of the same head.</summary>
    internal const ulong Apart = 1;

    internal const ulong Zero = 0;
    internal const ulong AsItIs = 1;
    internal const ulong Steps = 2;

    /// <summary>A step from here on is told as it is, so that a token has 63 bits at most.</summary>
    const long Far = 1L << 60;

    readonly List<(bool IsStep, long Number)> told = [];
    ulong divisor;

    internal void Clear()
    {
        told.Clear();
        divisor = 0;
    }

    internal void Add(long value, ref long before)
    {
        if (value == 0)
        {
            told.Add((false, 0));
            return;
        }
        var step = unchecked(value - before);
        before = value;
        if (step is > -Far and < Far)
        {
            told.Add((true, step));
            divisor = Divisor(divisor, (ulong)Math.Abs(step));
        }
        else
            told.Add((false, value));
    }

    /// <summary>Bytes the tokens take.</summary>
    internal int Length
    {
        get
        {
            if (IsZero)
                return 0;
            var length = 0;
            var by = (long)Math.Max(1, divisor);
            foreach (var (isStep, number) in told)
                length +=
                    isStep ? Varint.Length(Steps + Varint.Zigzag(number / by))
                    : number == 0 ? 1
                    : 1 + sizeof(long);
            return length;
        }
    }

    bool IsZero => told.TrueForAll(t => t is (false, 0));

    internal void Write(ulong form, IBufferWriter<byte> into)
    {
        var by = (long)Math.Max(1, divisor);
        Varint.Write(into, form);
        Varint.Write(into, (ulong)by);
        Varint.Write(into, (ulong)Length);
        if (IsZero)
            return;
        foreach (var (isStep, number) in told)
            if (isStep)
                Varint.Write(into, Steps + Varint.Zigzag(number / by));
            else if (number == 0)
                Varint.Write(into, Zero);
            else
            {
                Varint.Write(into, AsItIs);
                into.Write(BitConverter.GetBytes(number));
            }
    }

    static ulong Divisor(ulong a, ulong b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a;
    }
}
