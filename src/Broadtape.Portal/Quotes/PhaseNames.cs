using Broadtape.Market;
using Broadtape.Portal.Editions;

namespace Broadtape.Portal.Quotes;

/// <summary>What the parts of a trading day are called. Those that end at random say so, and no time is given for their end (R3).</summary>
static class PhaseNames
{
    public static Phrase Of(SessionPhase phase) =>
        phase switch
        {
            SessionPhase.PreOpening => new("開市前：輸入買賣盤", "开市前：输入买卖盘", "Pre-opening: order input"),
            SessionPhase.PreOpeningNoCancel => new("開市前：不可取消", "开市前：不可取消", "Pre-opening: no cancellation"),
            SessionPhase.PreOpeningMatching => new("開市前：隨機對盤", "开市前：随机对盘", "Pre-opening: random matching"),
            SessionPhase.Blocking => new("開市前：暫停", "开市前：暂停", "Pre-opening: blocking"),
            SessionPhase.Continuous => new("持續交易", "持续交易", "Continuous trading"),
            SessionPhase.Lunch => new("午間休市", "午间休市", "Lunch break"),
            SessionPhase.ReferencePriceFixing => new("收市競價：參考價定價", "收市竞价：参考价定价", "Closing auction: reference price fixing"),
            SessionPhase.ClosingOrderInput => new("收市競價：輸入買賣盤", "收市竞价：输入买卖盘", "Closing auction: order input"),
            SessionPhase.ClosingNoCancel => new("收市競價：不可取消", "收市竞价：不可取消", "Closing auction: no cancellation"),
            SessionPhase.ClosingRandom => new("收市競價：隨機收市", "收市竞价：随机收市", "Closing auction: random close"),
            SessionPhase.NightSession => new("夜市", "夜市", "Night session"),
            SessionPhase.PreMarket => new("盤前交易", "盘前交易", "Pre-market"),
            SessionPhase.AfterHours => new("盤後交易", "盘后交易", "After hours"),
            SessionPhase.MarketHalt => new("全市暫停交易", "全市暂停交易", "Market halt"),
            _ => new("休市", "休市", "Closed"),
        };
}
