using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Lets people who use a keyboard scroll a table that is wider than the screen: every
/// <c>&lt;div class="table-scroll"&gt;</c> can take the focus (WCAG 2.1.1).
/// </summary>
[HtmlTargetElement("div", Attributes = "[class=table-scroll]")]
public sealed class TableScrollTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.Attributes.SetAttribute("class", "table-scroll");
        output.Attributes.SetAttribute("tabindex", "0");
        output.Attributes.SetAttribute("role", "group");
        output.Attributes.SetAttribute("aria-label", "Table");
    }
}
