namespace Broadtape.Feeds.Hkex;

/// <summary>Values of an index. A null is no update of that field.</summary>
readonly ref struct IndexData(Span<byte> message)
{
    internal const ushort Type = 71;

    internal const int Size = 112;

    readonly Span<byte> message = message;

    internal Span<byte> IndexCode => message.Slice(4, 11);

    internal char IndexStatus
    {
        get => (char)message[15];
        set => message[15] = (byte)value;
    }

    internal long IndexTime
    {
        get => message.I64(16);
        set => message.I64(16, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long IndexValue
    {
        get => message.I64(24);
        set => message.I64(24, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long NetChgPrevDay
    {
        get => message.I64(32);
        set => message.I64(32, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long HighValue
    {
        get => message.I64(40);
        set => message.I64(40, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long LowValue
    {
        get => message.I64(48);
        set => message.I64(48, value);
    }

    /// <summary>Hundredths.</summary>
    internal long EasValue
    {
        get => message.I64(56);
        set => message.I64(56, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long IndexTurnover
    {
        get => message.I64(64);
        set => message.I64(64, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long OpeningValue
    {
        get => message.I64(72);
        set => message.I64(72, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long ClosingValue
    {
        get => message.I64(80);
        set => message.I64(80, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal long PreviousSesClose
    {
        get => message.I64(88);
        set => message.I64(88, value);
    }

    internal long IndexVolume
    {
        get => message.I64(96);
        set => message.I64(96, value);
    }

    /// <summary>Ten-thousandths.</summary>
    internal int NetChgPrevDayPct
    {
        get => message.I32(104);
        set => message.I32(104, value);
    }

    internal char Exception
    {
        get => (char)message[108];
        set => message[108] = (byte)value;
    }
}
