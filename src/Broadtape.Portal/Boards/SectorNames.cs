using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Boards;

/// <summary>What the twelve industries are called.</summary>
static class SectorNames
{
    public static Phrase Of(Sector? sector) =>
        sector switch
        {
            Sector.Energy => new("能源業", "能源业", "Energy"),
            Sector.Materials => new("原材料業", "原材料业", "Materials"),
            Sector.Industrials => new("工業", "工业", "Industrials"),
            Sector.ConsumerDiscretionary => new("非必需性消費", "非必需性消费", "Consumer discretionary"),
            Sector.ConsumerStaples => new("必需性消費", "必需性消费", "Consumer staples"),
            Sector.Healthcare => new("醫療保健業", "医疗保健业", "Healthcare"),
            Sector.Telecommunications => new("電訊業", "电讯业", "Telecommunications"),
            Sector.Utilities => new("公用事業", "公用事业", "Utilities"),
            Sector.Financials => new("金融業", "金融业", "Financials"),
            Sector.PropertiesConstruction => new("地產建築業", "地产建筑业", "Properties and construction"),
            Sector.InformationTechnology => new("資訊科技業", "资讯科技业", "Information technology"),
            Sector.Conglomerates => new("綜合企業", "综合企业", "Conglomerates"),
            _ => new("其他", "其他", "Others"),
        };
}
