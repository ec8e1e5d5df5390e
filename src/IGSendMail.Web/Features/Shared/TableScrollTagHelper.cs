using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Lets people who use a keyboard scroll a table or a chart that is wider than the screen: every
/// <c>&lt;div class="table-scroll"&gt;</c> becomes a section that can take the focus (WCAG 2.1.1) and has a name: what
/// its <c>aria-label</c> says, else the caption of the table in it.
/// </summary>
[HtmlTargetElement("div", Attributes = "[class=table-scroll]")]
public sealed class TableScrollTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Init(TagHelperContext context) => TableParts.Begin(context.Items);

    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        // The caption is known once what stands in the region was rendered.
        await output.GetChildContentAsync();
        output.TagName = "section";
        output.Attributes.SetAttribute("class", "table-scroll");
        output.Attributes.SetAttribute("tabindex", "0");
        if (!output.Attributes.ContainsName("aria-label"))
        {
            output.Attributes.SetAttribute("aria-label", TableParts.Of(context.Items)?.Caption ?? "Table");
        }
    }
}
