using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// The sentence beneath the heading of a page (<c>&lt;p class="lead"&gt;</c>) also tells search engines what the page is about: it is true there
/// for as long as it is true here. See <see cref="PageDescription"/>.
/// </summary>
[HtmlTargetElement("p", Attributes = "[class=lead]")]
public sealed class LeadTagHelper : TagHelper
{
    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        PageDescription.Offer(ViewContext.HttpContext, TableCellTagHelper.TextOf(await output.GetChildContentAsync()));
}
