using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Every password that is typed can be looked at: <c>&lt;field type="password"&gt;</c> and <c>&lt;input type="password"&gt;</c> bring the script that adds
/// the button. Without scripts there is no button, and the field is a field.
/// </summary>
[HtmlTargetElement("input", Attributes = "[type=password]", TagStructure = TagStructure.WithoutEndTag)]
public sealed class PasswordInput : TagHelper
{
    private const string Script = "password.js";

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var around = Around(View);
        foreach (var (name, value) in Unspoilt)
        {
            output.Attributes.SetAttribute(name, value);
        }

        output.PreElement.AppendHtml(around.RenderStartTag());
        output.PostElement.AppendHtml(around.RenderEndTag());
    }

    /// <summary>A password field with the place for its button.</summary>
    internal static IHtmlContent Wrap(TagBuilder input, ViewContext view)
    {
        foreach (var (name, value) in Unspoilt)
        {
            input.Attributes[name] = value;
        }

        var around = Around(view);
        around.InnerHtml.AppendHtml(input);
        return around;
    }

    // While it is shown it is text to the browser, which would send it to a spelling service, or begin it with a capital letter.
    private static (string Name, string Value)[] Unspoilt => [("autocapitalize", "none"), ("autocorrect", "off"), ("spellcheck", "false")];

    private static TagBuilder Around(ViewContext view)
    {
        PageScripts.Add(view.HttpContext, Script);
        var words = FormWords.Of(view);
        var around = FieldParts.Element("div", "secret", null);
        around.Attributes["data-show"] = words["ShowPassword"];
        around.Attributes["data-hide"] = words["HidePassword"];
        return around;
    }
}
