namespace Broadtape.Licensing;

/// <summary>Kinds of viewer a licence speaks of.</summary>
public enum ViewerKind : byte
{
    Anonymous,
    Subscriber,
    Staff,
}

/// <summary>Who looks. Until accounts exist a viewer is no more than his kind.</summary>
public sealed record Viewer(ViewerKind Kind)
{
    public static readonly Viewer Anonymous = new(ViewerKind.Anonymous);
    public static readonly Viewer Subscriber = new(ViewerKind.Subscriber);
    public static readonly Viewer Staff = new(ViewerKind.Staff);
}

/// <summary>Where a figure leaves the house; a licence may grant one and not the other (R12).</summary>
public enum Surface : byte
{
    /// <summary>A quote page as it loads, or its refresh button.</summary>
    QuotePage,

    /// <summary>Boards, fronts, articles, chips: any other page as it loads.</summary>
    Page,
    Api,

    /// <summary>Pushed without being asked for again.</summary>
    Stream,
}
