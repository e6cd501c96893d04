using System.Text.Json.Serialization;

namespace Broadtape.Newsroom;

/// <summary>A piece of an article's body. The set is closed: what a page can show is what the newsroom can store, and it is never HTML.</summary>
[JsonDerivedType(typeof(Heading), "heading")]
[JsonDerivedType(typeof(Paragraph), "paragraph")]
[JsonDerivedType(typeof(Quotation), "quotation")]
[JsonDerivedType(typeof(BulletList), "list")]
[JsonDerivedType(typeof(PictureBlock), "picture")]
public abstract record Block;

/// <summary>A sub-heading.</summary>
public sealed record Heading(string Text) : Block;

public sealed record Paragraph(IReadOnlyList<Inline> Inlines) : Block;

public sealed record Quotation(IReadOnlyList<Inline> Inlines) : Block;

public sealed record BulletList(bool Ordered, IReadOnlyList<IReadOnlyList<Inline>> Items) : Block;

public sealed record PictureBlock(Picture Picture) : Block;

/// <summary>A run inside a block.</summary>
[JsonDerivedType(typeof(Text), "text")]
[JsonDerivedType(typeof(Strong), "strong")]
[JsonDerivedType(typeof(Emphasis), "emphasis")]
[JsonDerivedType(typeof(Link), "link")]
[JsonDerivedType(typeof(InstrumentChip), "chip")]
public abstract record Inline;

public sealed record Text(string Value) : Inline;

public sealed record Strong(string Value) : Inline;

public sealed record Emphasis(string Value) : Inline;

/// <param name="Address">http, https or a path of this site; anything else was refused at import.</param>
public sealed record Link(string Value, string Address) : Inline;

/// <summary>A name or code in running text that shows the instrument's figure.</summary>
/// <param name="Symbol">MIC:code.</param>
public sealed record InstrumentChip(string Value, string Symbol) : Inline;
