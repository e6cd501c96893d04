namespace Broadtape.Market;

/// <summary>The twelve industries by which Hong Kong sorts its companies.</summary>
public enum Sector : byte
{
    Energy = 1,
    Materials = 2,
    Industrials = 3,
    ConsumerDiscretionary = 4,
    ConsumerStaples = 5,
    Healthcare = 6,
    Telecommunications = 7,
    Utilities = 8,
    Financials = 9,
    PropertiesConstruction = 10,
    InformationTechnology = 11,
    Conglomerates = 12,
}
