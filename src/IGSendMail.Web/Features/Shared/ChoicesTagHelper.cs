using System.Globalization;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// A question with a few answers of which one is chosen (radio buttons under a legend).
/// <c>&lt;choices for="Right" legend="What would you like?" options="Model.Options" /&gt;</c>
/// </summary>
[HtmlTargetElement("choices", Attributes = "for,options", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ChoicesTagHelper : TagHelper
{
    /// <summary>The property of the page's model.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>The question.</summary>
    public required string Legend { get; set; }

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
        parts.Wrap(output, "fieldset", "field field--choices");
        if (parts.DescribedBy is { } ids)
        {
            output.Attributes.SetAttribute("aria-describedby", ids);
        }

        output.Content
            .AppendHtml(FieldParts.Element("legend", "field__label", Legend))
            .AppendHtml(parts.Describe());
        for (var i = 0; i < Options.Count; i++)
        {
            // The first answer carries the id of the field, so that the error summary leads to it.
            var id = i == 0 ? parts.Id : string.Create(CultureInfo.InvariantCulture, $"{parts.Id}-{i + 1}");
            output.Content.AppendHtml(Answer(parts, Options[i], id));
        }
    }

    private static TagBuilder Answer(FieldParts parts, Choice choice, string id)
    {
        var radio = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        radio.AddCssClass("check__box");
        radio.Attributes["type"] = "radio";
        radio.Attributes["id"] = id;
        radio.Attributes["name"] = parts.Name;
        radio.Attributes["value"] = choice.Value;
        if (string.Equals(parts.Value, choice.Value, StringComparison.Ordinal))
        {
            radio.Attributes["checked"] = "checked";
        }

        var label = FieldParts.Element("label", "check__label", choice.Label);
        label.Attributes["for"] = id;
        var line = FieldParts.Element("div", "check", null);
        line.InnerHtml.AppendHtml(radio).AppendHtml(label);
        if (choice.Hint is not null)
        {
            radio.Attributes["aria-describedby"] = $"{id}-about";
            line.InnerHtml.AppendHtml(FieldParts.Element("p", "check__hint", choice.Hint, $"{id}-about"));
        }

        return line;
    }
}
