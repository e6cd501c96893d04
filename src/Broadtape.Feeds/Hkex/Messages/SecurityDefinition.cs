namespace Broadtape.Feeds.Hkex;

/// <summary>An instrument as it stands for the day; sent again when something of it changes. Bond fields count for bonds only, warrant fields for warrants only.</summary>
readonly ref struct SecurityDefinition(Span<byte> message)
{
    internal const ushort Type = 11;

    /// <summary>Without its entries.</summary>
    internal const int Size = 544;

    readonly Span<byte> message = message;

    internal static int SizeOf(Span<byte> message) => Size + UnderlyingSecurity.Size * message.U16(542);

    internal uint SecurityCode
    {
        get => message.U32(4);
        set => message.U32(4, value);
    }

    internal Span<byte> MarketCode => message.Slice(8, 4);

    internal Span<byte> IsinCode => message.Slice(12, 12);

    internal Span<byte> InstrumentType => message.Slice(24, 4);

    internal byte ProductType
    {
        get => message.U8(28);
        set => message.U8(28, value);
    }

    internal Span<byte> SpreadTableCode => message.Slice(30, 2);

    internal Span<byte> SecurityShortName => message.Slice(32, 40);

    internal Span<byte> CurrencyCode => message.Slice(72, 3);

    internal Span<byte> SecurityNameGccs => message.Slice(75, 60);

    internal Span<byte> SecurityNameGb => message.Slice(135, 60);

    internal uint LotSize
    {
        get => message.U32(195);
        set => message.U32(195, value);
    }

    /// <summary>Thousandths.</summary>
    internal int PreviousClosingPrice
    {
        get => message.I32(203);
        set => message.I32(203, value);
    }

    internal char VcmFlag
    {
        get => (char)message[207];
        set => message[207] = (byte)value;
    }

    internal char ShortSellFlag
    {
        get => (char)message[208];
        set => message[208] = (byte)value;
    }

    internal char CasFlag
    {
        get => (char)message[209];
        set => message[209] = (byte)value;
    }

    internal char CcassFlag
    {
        get => (char)message[210];
        set => message[210] = (byte)value;
    }

    internal char DummySecurityFlag
    {
        get => (char)message[211];
        set => message[211] = (byte)value;
    }

    internal char StampDutyFlag
    {
        get => (char)message[213];
        set => message[213] = (byte)value;
    }

    internal uint ListingDate
    {
        get => message.U32(215);
        set => message.U32(215, value);
    }

    internal uint DelistingDate
    {
        get => message.U32(219);
        set => message.U32(219, value);
    }

    internal Span<byte> FreeText => message.Slice(223, 38);

    internal char PosFlag
    {
        get => (char)message[323];
        set => message[323] = (byte)value;
    }

    /// <summary>Thousandths.</summary>
    internal int PosUpperLimit
    {
        get => message.I32(324);
        set => message.I32(324, value);
    }

    /// <summary>Thousandths.</summary>
    internal int PosLowerLimit
    {
        get => message.I32(328);
        set => message.I32(328, value);
    }

    internal uint DomainStmtSecurityCode
    {
        get => message.U32(332);
        set => message.U32(332, value);
    }

    internal char EfnFlag
    {
        get => (char)message[373];
        set => message[373] = (byte)value;
    }

    /// <summary>Thousandths.</summary>
    internal uint AccruedInterest
    {
        get => message.U32(374);
        set => message.U32(374, value);
    }

    /// <summary>Thousandths.</summary>
    internal uint CouponRate
    {
        get => message.U32(378);
        set => message.U32(378, value);
    }

    internal ulong FaceValue
    {
        get => message.U64(383);
        set => message.U64(383, value);
    }

    internal byte DecimalsInFaceValue
    {
        get => message.U8(391);
        set => message.U8(391, value);
    }

    internal Span<byte> FaceValueCurrency => message.Slice(392, 3);

    internal uint MaturityDate
    {
        get => message.U32(395);
        set => message.U32(395, value);
    }

    internal char InvestorType
    {
        get => (char)message[399];
        set => message[399] = (byte)value;
    }

    /// <summary>Thousandths.</summary>
    internal uint ConversionRatio
    {
        get => message.U32(444);
        set => message.U32(444, value);
    }

    /// <summary>Thousandths.</summary>
    internal int StrikePrice1
    {
        get => message.I32(448);
        set => message.I32(448, value);
    }

    /// <summary>Thousandths.</summary>
    internal int StrikePrice2
    {
        get => message.I32(452);
        set => message.I32(452, value);
    }

    internal uint WarrantMaturityDate
    {
        get => message.U32(456);
        set => message.U32(456, value);
    }

    internal char CallPutFlag
    {
        get => (char)message[460];
        set => message[460] = (byte)value;
    }

    internal char Style
    {
        get => (char)message[461];
        set => message[461] = (byte)value;
    }

    internal char WarrantType
    {
        get => (char)message[464];
        set => message[464] = (byte)value;
    }

    internal int CallPrice
    {
        get => message.I32(465);
        set => message.I32(465, value);
    }

    internal byte DecimalsInCallPrice
    {
        get => message.U8(469);
        set => message.U8(469, value);
    }

    internal int Entitlement
    {
        get => message.I32(470);
        set => message.I32(470, value);
    }

    internal byte DecimalsInEntitlement
    {
        get => message.U8(474);
        set => message.U8(474, value);
    }

    internal uint NoWarrantsPerEntitlement
    {
        get => message.U32(475);
        set => message.U32(475, value);
    }

    internal ushort NoUnderlyingSecurities
    {
        get => message.U16(542);
        set => message.U16(542, value);
    }

    internal UnderlyingSecurity Underlying(int i) => new(message.Slice(544 + i * UnderlyingSecurity.Size, UnderlyingSecurity.Size));
}
