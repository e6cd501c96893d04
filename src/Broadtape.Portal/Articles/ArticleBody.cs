using System.Text;
using System.Text.Encodings.Web;
using Broadtape.Licensing;
using Broadtape.Newsroom;
using Broadtape.Portal.Door;
using Broadtape.Portal.Editions;
using Broadtape.Portal.Figures;

namespace Broadtape.Portal.Articles;

/// <summary>
/// An article's blocks as HTML; a chip shows what its instrument cost when the article was published and what it costs at this visit's
/// moment, both as this viewer may see them.
/// </summary>
sealed class ArticleBody(Gate gate, PublicationPrices published, HtmlEncoder encoder)
{
    static readonly Phrase Then = new("刊出時 ", "刊出时 ", "when published ");
    static readonly Phrase Now = new(" 現時 ", " 现时 ", " now ");
    static readonly Phrase Legend = new(
        "證券名稱旁的數字：刊出時價 → 版面時間的價，各按其延遲。",
        "证券名称旁的数字：刊出时价 → 版面时间的价，各按其延迟。",
        "Beside an instrument's name: its price when the article was published → its price at the page's time, each as late as licensed."
    );

    public string Draw(Article article, Visit visit)
    {
        var html = new StringBuilder(8192);
        foreach (var block in article.Body)
            Append(html, block, article, visit);
        if (article.Body.Any(HasChips))
            html.Append("<p class=legend lang=").Append(Links.LanguageTag(visit.Edition)).Append('>').Append(Legend.In(visit.Edition)).Append("</p>");
        return html.ToString();
    }

    void Append(StringBuilder html, Block block, Article article, Visit visit)
    {
        switch (block)
        {
            case Heading heading:
                html.Append("<h2>").Append(encoder.Encode(heading.Text)).Append("</h2>");
                break;
            case Paragraph paragraph:
                Append(html.Append("<p>"), paragraph.Inlines, article, visit).Append("</p>");
                break;
            case Quotation quotation:
                Append(html.Append("<blockquote><p>"), quotation.Inlines, article, visit).Append("</p></blockquote>");
                break;
            case BulletList list:
                html.Append(list.Ordered ? "<ol>" : "<ul>");
                foreach (var item in list.Items)
                    Append(html.Append("<li>"), item, article, visit).Append("</li>");
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

    StringBuilder Append(StringBuilder html, IReadOnlyList<Inline> inlines, Article article, Visit visit)
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
                    AppendChip(html, chip, article, visit);
                    break;
                default:
                    throw new InvalidOperationException($"no page knows how to show a {inline.GetType().Name}");
            }
        return html;
    }

    static bool HasChips(Block block) =>
        block switch
        {
            Paragraph paragraph => paragraph.Inlines.Any(i => i is InstrumentChip),
            Quotation quotation => quotation.Inlines.Any(i => i is InstrumentChip),
            BulletList list => list.Items.Any(item => item.Any(i => i is InstrumentChip)),
            _ => false,
        };

    void AppendChip(StringBuilder html, InstrumentChip chip, Article article, Visit visit)
    {
        if (visit.View.Instruments.FindSymbol(chip.Symbol) is not { } instrument)
        {
            html.Append(encoder.Encode(chip.Value));
            return;
        }
        var edition = visit.Edition;
        var d = gate.Disclose(visit.View, visit.Viewer, Surface.Page, instrument);
        html.Append("<a class=chip href=\"").Append(encoder.Encode(visit.ToQuote(instrument.Id))).Append('"');
        Fig.AppendRow(html, d, visit.Ticks).Append('>').Append(encoder.Encode(chip.Value));
        html.Append(" <span class=prices lang=")
            .Append(Links.LanguageTag(edition))
            .Append("><span class=vh>")
            .Append(Then.In(edition))
            .Append("</span>");
        Fig.AppendAlone(html, published.Of(article, instrument, visit), instrument, edition).Append("<span aria-hidden=true> → </span>");
        html.Append("<span class=vh>").Append(Now.In(edition)).Append("</span>");
        Fig.Append(html, d, QuoteField.Price, edition);
        html.Append("</span></a>");
    }
}
