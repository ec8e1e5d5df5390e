using IGSendMail.Privacy.Purposes;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// <c>&lt;consent category="Analytics"&gt;…&lt;/consent&gt;</c>: what it holds is only made for a visitor who allowed the
/// category; nobody else's page carries a trace of it.
/// </summary>
[HtmlTargetElement("consent", Attributes = "category")]
public sealed class ConsentTagHelper : TagHelper
{
    /// <summary>The category that is needed.</summary>
    public ConsentCategory Category { get; set; }

    /// <summary>The page.</summary>
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        if (!ViewContext.HttpContext.Consent().State.Allows(Category))
        {
            output.SuppressOutput();
        }
    }
}
