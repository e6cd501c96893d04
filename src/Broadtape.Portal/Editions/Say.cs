using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Portal.Editions;

/// <summary>Every word the portal itself says to a reader.</summary>
static class Say
{
    public static readonly Phrase SiteName = new("闊紙帶", "阔纸带", "Broadtape");
    public static readonly Phrase Simulated = new("模擬市場", "模拟市场", "Simulated market");
    public static readonly Phrase SimulatedNote = new(
        "行情由模擬交易所產生，不可作買賣依據",
        "行情由模拟交易所产生，不可作买卖依据",
        "Prices are made by a synthetic exchange; do not trade on them"
    );
    public static readonly Phrase Recording = new("錄影重播", "录影重播", "Recording");
    public static readonly Phrase RecordingNote = new(
        "行情為過往錄影，按當時時間重播",
        "行情为过往录影，按当时时间重播",
        "Prices are replayed from a recording, at its own time"
    );
    public static readonly Phrase PastBand = new("這是此刻的版面：", "这是此刻的版面：", "The page as it stood at ");
    public static readonly Phrase BackToNow = new("返回現在", "返回现在", "Back to now");
    public static readonly Phrase SkipToContent = new("跳到內容", "跳到内容", "Skip to content");
    public static readonly Phrase LookUp = new("代號或名稱", "代号或名称", "Code or name");
    public static readonly Phrase Find = new("搜尋", "搜索", "Find");
    public static readonly Phrase Home = new("首頁", "首页", "Front page");
    public static readonly Phrase Sections = new("欄目", "栏目", "Sections");
    public static readonly Phrase Topics = new("專題頻道", "专题频道", "Topics");
    public static readonly Phrase Columns = new("專欄", "专栏", "Columns");
    public static readonly Phrase Markets = new("市況", "行情", "Markets");
    public static readonly Phrase AllBoards = new("所有市況", "所有行情", "All boards");
    public static readonly Phrase Account = new("登入", "登录", "Sign in");
    public static readonly Phrase Plans = new("服務計劃", "服务计划", "Plans");
    public static readonly Phrase EditionsLabel = new("語言", "语言", "Language");
    public static readonly Phrase By = new("撰文：", "撰文：", "By ");
    public static readonly Phrase Related = new("延伸閱讀", "延伸阅读", "Related reading");
    public static readonly Phrase Popular = new("人氣文章", "人气文章", "Most read");
    public static readonly Phrase Videos = new("精選影片", "精选影片", "Videos");
    public static readonly Phrase PlayVideo = new("播放", "播放", "Play");
    public static readonly Phrase More = new("更多", "更多", "More");
    public static readonly Phrase Enlarge = new("放大顯示", "放大显示", "Enlarge");
    public static readonly Phrase Target = new("目標：", "目标：", "Target ");
    public static readonly Phrase Code = new("代號", "代号", "Code");
    public static readonly Phrase Name = new("名稱", "名称", "Name");
    public static readonly Phrase Price = new("按盤價", "按盘价", "Price");
    public static readonly Phrase Change = new("升跌", "升跌", "Change");
    public static readonly Phrase VersusHk = new("較港股", "较港股", "vs HK");
    public static readonly Phrase Direction = new("方向", "方向", "Direction");
    public static readonly Phrase TargetHead = new("目標價", "目标价", "Target price");
    public static readonly Phrase Nothing = new("暫無資料", "暂无资料", "Nothing here yet");
    public static readonly Phrase RefreshQuote = new("更新報價", "更新报价", "Refresh");
    public static readonly Phrase Passports = new("數字護照", "数字护照", "Passports of these numbers");
    public static readonly Phrase Field = new("項目", "项目", "Field");
    public static readonly Phrase Value = new("數值", "数值", "Value");
    public static readonly Phrase DataTime = new("數據時間", "数据时间", "Data time");
    public static readonly Phrase DelayClass = new("延遲", "延迟", "Delay");
    public static readonly Phrase State = new("狀態", "状态", "State");
    public static readonly Phrase Source = new("來源", "来源", "Source");
    public static readonly Phrase BoardLot = new("每手股數", "每手股数", "Board lot");
    public static readonly Phrase Underlying = new("相關正股", "相关正股", "Underlying");
    public static readonly Phrase Receipts = new("預託證券", "预托证券", "Depositary receipts");
    public static readonly Phrase Strip = new("主要指數", "主要指数", "Main indices");
    public static readonly Phrase NotIncluded = new("你現時的身分看不到：", "你当前的身份看不到：", "Not part of what you may see now: ");
    public static readonly Phrase Market = new("市場", "市场", "Market");
    public static readonly Phrase PageTime = new("版面時間", "版面时间", "Page time");
    public static readonly Phrase CallsTitle = new("目標價紀錄", "目标价纪录", "Calls");
    public static readonly Phrase NotFound = new("找不到這一頁", "找不到这一页", "This page was not found");
    public static readonly Phrase NearMatches = new("你是否要找", "你是否要找", "Did you mean");
    public static readonly Phrase SearchResults = new("搜尋結果", "搜索结果", "Search results");
    public static readonly Phrase Instruments = new("證券", "证券", "Instruments");
    public static readonly Phrase Articles = new("文章", "文章", "Articles");
    public static readonly Phrase NotInEdition = new("本文只有中文版。", "本文只有繁体中文版。", "This article is written in Chinese only.");
    public static readonly Phrase OnlyEnglish = new("本文只有英文版。", "本文只有英文版。", "This article is written in English only.");
    public static readonly Phrase AboutData = new("數據說明", "数据说明", "About the data");
    public static readonly Phrase Promotion = new("推廣", "推广", "Promotion");
    public static readonly Phrase PromoCode = new("優惠代碼", "优惠代码", "Code");
    public static readonly Phrase Pause = new("暫停跳動", "暂停跳动", "Pause");
    public static readonly Phrase Resume = new("恢復跳動", "恢复跳动", "Resume");
    public static readonly Phrase Connected = new("報價更新中", "报价更新中", "Prices updating");
    public static readonly Phrase Paused = new("已暫停", "已暂停", "Paused");
    public static readonly Phrase Reconnecting = new("正在重新連接", "正在重新连接", "Reconnecting");
    public static readonly Phrase Appearance = new("顯示", "显示", "Appearance");
    public static readonly Phrase Theme = new("主題", "主题", "Theme");
    public static readonly Phrase ThemeAuto = new("跟隨系統", "跟随系统", "System");
    public static readonly Phrase ThemeLight = new("淺色", "浅色", "Light");
    public static readonly Phrase ThemeDark = new("深色", "深色", "Dark");
    public static readonly Phrase Colours = new("升跌顏色", "涨跌颜色", "Colours");
    public static readonly Phrase GreenUp = new("綠升紅跌", "绿涨红跌", "Green up");
    public static readonly Phrase RedUp = new("紅升綠跌", "红涨绿跌", "Red up");
    public static readonly Phrase ColourSafe = new("色弱友善", "色弱友好", "Colour-safe");
    public static readonly Phrase Disclaimer = new(
        "本網站內容只供參考，不構成投資建議。行情可能延遲、有誤或中斷，請以交易所公布為準。",
        "本网站内容只供参考，不构成投资建议。行情可能延迟、有误或中断，请以交易所公布为准。",
        "For information only; not investment advice. Prices may be delayed, wrong or interrupted; what the exchange publishes prevails."
    );

    public static string Word(Direction direction, Edition edition) =>
        (
            direction switch
            {
                Licensing.Direction.Up => new Phrase("升", "升", "up"),
                Licensing.Direction.Down => new("跌", "跌", "down"),
                Licensing.Direction.Unchanged => new("無升跌", "无升跌", "unchanged"),
                _ => new("–", "–", "–"),
            }
        ).In(edition);

    public static string Of(ViewerKind viewer, Edition edition) =>
        (
            viewer switch
            {
                ViewerKind.Subscriber => new Phrase("訂戶", "订户", "Subscriber"),
                ViewerKind.Staff => new("職員", "职员", "Staff"),
                _ => new("訪客", "访客", "Anonymous"),
            }
        ).In(edition);

    public static string Of(FigureState state, Edition edition) =>
        (
            state switch
            {
                FigureState.Live => new Phrase("即時", "即时", "live"),
                FigureState.Delayed => new("延遲", "延迟", "delayed"),
                FigureState.Closing => new("收市", "收市", "closed"),
                FigureState.Halted => new("停牌", "停牌", "suspended"),
                FigureState.Stale => new("報價停頓", "报价停顿", "stale"),
                _ => new("無", "无", "none"),
            }
        ).In(edition);

    public static string Of(Delay delay, Edition edition) =>
        delay.IsRealTime
            ? new Phrase("即時", "即时", "real time").In(edition)
            : new Phrase($"延遲最少{delay.Minutes}分鐘", $"延迟最少{delay.Minutes}分钟", $"delayed at least {delay.Minutes} minutes").In(edition);

    public static string Of(Absence absence, Edition edition) =>
        (
            absence switch
            {
                Absence.BeforeTape => new Phrase("早於紀錄開始", "早于纪录开始", "before the tape begins"),
                Absence.NotSent => new("來源未有提供", "来源未有提供", "not sent so far"),
                Absence.NoInput => new("缺少計算所需數據", "缺少计算所需数据", "an input is missing"),
                Absence.NotLicensed => new("此服務不包括", "此服务不包括", "not part of this service"),
                Absence.NotApplicable => new("不適用", "不适用", "does not apply"),
                _ => new("", "", ""),
            }
        ).In(edition);

    public static string Of(EventSource source, Edition edition) =>
        (
            source switch
            {
                EventSource.Box => new Phrase("模擬交易所", "模拟交易所", "synthetic exchange"),
                EventSource.OmdBox => new("模擬交易所（OMD-C 線路）", "模拟交易所（OMD-C 线路）", "synthetic exchange over OMD-C"),
                EventSource.IexTops => new("IEX TOPS 錄影", "IEX TOPS 录影", "recording of IEX TOPS"),
                EventSource.IexDeep => new("IEX DEEP 錄影", "IEX DEEP 录影", "recording of IEX DEEP"),
                EventSource.Itch => new("納斯達克 ITCH 錄影", "纳斯达克 ITCH 录影", "recording of Nasdaq ITCH"),
                EventSource.OmdRecording => new("OMD-C 錄影", "OMD-C 录影", "recording of OMD-C"),
                EventSource.LeanTicks => new("成交錄影", "成交录影", "recording of ticks"),
                _ => new("港交所 OMD-C", "港交所 OMD-C", "HKEX OMD-C"),
            }
        ).In(edition);

    public static string Of(QuoteField field, Edition edition) =>
        (
            field switch
            {
                QuoteField.Price => Price,
                QuoteField.Change => new("升跌", "升跌", "Change"),
                QuoteField.ChangePercent => new("變動率", "变动率", "Change %"),
                QuoteField.Last => new("最後成交", "最后成交", "Last trade"),
                QuoteField.Open => new("開市", "开市", "Open"),
                QuoteField.High => new("最高", "最高", "High"),
                QuoteField.Low => new("最低", "最低", "Low"),
                QuoteField.PreviousClose => new("前收市", "前收市", "Previous close"),
                QuoteField.Close => new("收市", "收市", "Close"),
                QuoteField.Volume => new("成交量", "成交量", "Volume"),
                QuoteField.Turnover => new("成交額", "成交额", "Turnover"),
                QuoteField.Bid => new("買入", "买入", "Bid"),
                QuoteField.BidQuantity => new("買入數量", "买入数量", "Bid size"),
                QuoteField.Ask => new("賣出", "卖出", "Ask"),
                QuoteField.AskQuantity => new("賣出數量", "卖出数量", "Ask size"),
                QuoteField.AuctionPrice => new("參考平衡價", "参考平衡价", "Indicative price"),
                QuoteField.AuctionQuantity => new("參考平衡成交量", "参考平衡成交量", "Indicative volume"),
                QuoteField.HkdPrice => new("按盤價(HKD)", "按盘价(HKD)", "Price (HKD)"),
                QuoteField.VersusHk => VersusHk,
                QuoteField.LotValue => new("每手價值", "每手价值", "Lot value"),
                QuoteField.Vwap => new("成交量加權平均價", "成交量加权平均价", "VWAP"),
                QuoteField.ShortShares => new("沽空股數", "沽空股数", "Shares sold short"),
                QuoteField.ShortTurnover => new("沽空金額", "沽空金额", "Short turnover"),
                QuoteField.BuyImbalance => new("買盤不平衡", "买盘不平衡", "Buy imbalance"),
                QuoteField.SellImbalance => new("賣盤不平衡", "卖盘不平衡", "Sell imbalance"),
                QuoteField.CoolingLower => new("市調機制下限", "市调机制下限", "VCM lower limit"),
                QuoteField.CoolingUpper => new("市調機制上限", "市调机制上限", "VCM upper limit"),
                QuoteField.AuctionLower => new("競價下限", "竞价下限", "Auction lower limit"),
                QuoteField.AuctionUpper => new("競價上限", "竞价上限", "Auction upper limit"),
                QuoteField.MarketValue => new("市值（百萬）", "市值（百万）", "Market value (millions)"),
                QuoteField.PriceEarnings => new("市盈率（倍）", "市盈率（倍）", "Price/earnings"),
                QuoteField.ShortRatio => new("沽空比率", "沽空比率", "Short ratio"),
                _ => throw new ArgumentOutOfRangeException(nameof(field)),
            }
        ).In(edition);

    public static string Of(InstrumentKind kind, Edition edition) =>
        (
            kind switch
            {
                InstrumentKind.Equity => new Phrase("股票", "股票", "Equity"),
                InstrumentKind.Etf => new("交易所買賣基金", "交易所买卖基金", "ETF"),
                InstrumentKind.Reit => new("房地產投資信託", "房地产投资信托", "REIT"),
                InstrumentKind.Right => new("供股權", "供股权", "Right"),
                InstrumentKind.DerivativeWarrant => new("衍生權證", "衍生权证", "Derivative warrant"),
                InstrumentKind.Cbbc => new("牛熊證", "牛熊证", "CBBC"),
                InstrumentKind.Index => new("指數", "指数", "Index"),
                InstrumentKind.Future => new("期貨", "期货", "Future"),
                InstrumentKind.FxPair => new("外匯", "外汇", "FX"),
                InstrumentKind.DepositaryReceipt => new("預託證券", "预托证券", "Depositary receipt"),
                InstrumentKind.Debt => new("債券", "债券", "Debt"),
                _ => new("證券", "证券", "Security"),
            }
        ).In(edition);
}
