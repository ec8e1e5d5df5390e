using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// A question with many short answers of which one is picked (a drop-down).
/// <c>&lt;pick for="Column" label="E-mail column" options="Model.Columns" /&gt;</c>
/// </summary>
[HtmlTargetElement("pick", Attributes = "for,options", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class PickTagHelper : TagHelper
{
    /// <summary>The property of the page's model.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>What is asked.</summary>
    public required string Label { get; set; }

    /// <summary>One sentence that helps to answer.</summary>
    public string? Hint { get; set; }

    /// <summary>The answers, in the order in which they are shown.</summary>
    public required IReadOnlyList<Choice> Options { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var parts = new FieldParts(For, View, Hint);
        var label = FieldParts.Element("label", "field__label", Label);
        label.Attributes["for"] = parts.Id;
        var select = FieldParts.Element("select", "input", null, parts.Id);
        select.Attributes["name"] = parts.Name;
        parts.Tie(select);
        foreach (var choice in Options)
        {
            var option = FieldParts.Element("option", null, choice.Label);
            option.Attributes["value"] = choice.Value;
            if (string.Equals(parts.Value ?? "", choice.Value, StringComparison.Ordinal))
            {
                option.Attributes["selected"] = "selected";
            }

            select.InnerHtml.AppendHtml(option);
        }

        parts.Wrap(output, "div", "field");
        output.Content.AppendHtml(label).AppendHtml(parts.Describe()).AppendHtml(select);
    }
}
