using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Licensing;
using Broadtape.Newsroom;
using Broadtape.Portal.Door;
using Broadtape.Portal.Figures;

namespace Broadtape.Portal.Articles;

/// <summary>An article's blocks as HTML; a chip shows its instrument's figure as this visit may see it.</summary>
sealed class ArticleBody(Gate gate, HtmlEncoder encoder)
{
    public string Draw(Article article, Visit visit)
    {
        var html = new StringBuilder(8192);
        foreach (var block in article.Body)
            Append(html, block, visit);
        return html.ToString();
    }

    void Append(StringBuilder html, Block block, Visit visit)
    {
        switch (block)
        {
            case Heading heading:
                html.Append("<h2>").Append(encoder.Encode(heading.Text)).Append("</h2>");
                break;
            case Paragraph paragraph:
                Append(html.Append("<p>"), paragraph.Inlines, visit).Append("</p>");
                break;
            case Quotation quotation:
                Append(html.Append("<blockquote><p>"), quotation.Inlines, visit).Append("</p></blockquote>");
                break;
            case BulletList list:
                html.Append(list.Ordered ? "<ol>" : "<ul>");
                foreach (var item in list.Items)
                    Append(html.Append("<li>"), item, visit).Append("</li>");
                html.Append(list.Ordered ? "</ol>" : "</ul>");
                break;
            case PictureBlock { Picture: var picture }:
                html.Append("<figure><img src=\"")
                    .Append(encoder.Encode(picture.Source))
                    .Append("\" alt=\"")
                    .Append(encoder.Encode(picture.Alternative));
                html.Append($"\" width={picture.Width} height={picture.Height} loading=lazy><figcaption>");
                html.Append(encoder.Encode($"{picture.Caption} ({picture.Credit})")).Append("</figcaption></figure>");
                break;
            default:
                throw new InvalidOperationException($"no page knows how to show a {block.GetType().Name}");
        }
    }

    StringBuilder Append(StringBuilder html, IReadOnlyList<Inline> inlines, Visit visit)
    {
        foreach (var inline in inlines)
            switch (inline)
            {
                case Text text:
                    html.Append(encoder.Encode(text.Value));
                    break;
                case Strong strong:
                    html.Append("<strong>").Append(encoder.Encode(strong.Value)).Append("</strong>");
                    break;
                case Emphasis emphasis:
                    html.Append("<em>").Append(encoder.Encode(emphasis.Value)).Append("</em>");
                    break;
                case Link link:
                    html.Append("<a href=\"").Append(encoder.Encode(link.Address.StartsWith('/') ? visit.To(link.Address) : link.Address));
                    html.Append("\">").Append(encoder.Encode(link.Value)).Append("</a>");
                    break;
                case InstrumentChip chip:
                    AppendChip(html, chip, visit);
                    break;
                default:
                    throw new InvalidOperationException($"no page knows how to show a {inline.GetType().Name}");
            }
        return html;
    }

    void AppendChip(StringBuilder html, InstrumentChip chip, Visit visit)
    {
        if (visit.View.Instruments.FindSymbol(chip.Symbol) is not { } instrument)
        {
            html.Append(encoder.Encode(chip.Value));
            return;
        }
        var d = gate.Disclose(visit.View, visit.Viewer, Surface.Page, instrument);
        html.Append("<a class=chip href=\"").Append(visit.ToQuote(instrument.Id)).Append('"');
        Fig.AppendRow(html, d, !visit.IsPast).Append('>').Append(encoder.Encode(chip.Value)).Append(' ');
        Fig.Append(html, d, QuoteField.Price, visit.Edition);
        html.Append("</a>");
    }
}
