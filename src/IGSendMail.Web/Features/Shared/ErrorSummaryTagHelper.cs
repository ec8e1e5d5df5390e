using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// At the top of a form page: all that is wrong, each with a link to its field. Shows nothing while nothing is wrong. It
/// takes the focus when the page opens, without any script.
/// </summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ErrorSummaryTagHelper : TagHelper
{
    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var problems = View.ViewData.ModelState
            .SelectMany(entry => entry.Value?.Errors.Select(error => (entry.Key, Words: FieldParts.Message(error))) ?? [])
            .Distinct()
            .ToList();
        if (problems.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "error-summary");
        output.Attributes.SetAttribute("id", "problems");
        output.Attributes.SetAttribute("role", "alert");
        output.Attributes.SetAttribute("tabindex", "-1");
        output.Attributes.SetAttribute(new TagHelperAttribute("autofocus"));
        var words = FormWords.Of(View);
        output.Content.AppendHtml(FieldParts.Element(
            "h2", null, problems.Count == 1 ? words["CheckOne"] : words.Of("CheckMany", problems.Count)));
        var list = new TagBuilder("ul");
        foreach (var (field, message) in problems)
        {
            var item = new TagBuilder("li");
            item.InnerHtml.AppendHtml(field.Length == 0 ? FieldParts.Element("span", null, message) : Link(field, message));
            list.InnerHtml.AppendHtml(item);
        }

        output.Content.AppendHtml(list);
    }

    private static TagBuilder Link(string field, string words)
    {
        var link = FieldParts.Element("a", null, words);
        link.Attributes["href"] = "#" + FieldParts.IdOf(field);
        return link;
    }
}
