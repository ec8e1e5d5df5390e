using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// A form field: label, hint, error, control, in this order.
/// <c>&lt;field for="Email" label="E-mail address" type="email" autocomplete="email" /&gt;</c>. Attributes that it does
/// not know (<c>autocomplete</c>, <c>accept</c>, <c>maxlength</c>, <c>inputmode</c> …) go to the control as they are.
/// Every field is asked for unless it says <c>optional="true"</c>. A checkbox sends <c>true</c> when ticked and nothing
/// otherwise, so its property must be false by default.
/// </summary>
[HtmlTargetElement("field", Attributes = "for", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class FieldTagHelper : TagHelper
{
    /// <summary>The property of the page's model.</summary>
    public required ModelExpression For { get; set; }

    /// <summary>What the field asks for.</summary>
    public required string Label { get; set; }

    /// <summary>One sentence that helps to answer.</summary>
    public string? Hint { get; set; }

    /// <summary>Type of the input; without it, it follows from the property.</summary>
    public string? Type { get; set; }

    /// <summary>Lines of a text area; without it the field is an input.</summary>
    public int? Rows { get; set; }

    /// <summary>True if the field may stay empty; the label says so.</summary>
    public bool Optional { get; set; }

    [HtmlAttributeNotBound]
    [ViewContext]
    public ViewContext View { get; set; } = null!;

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var parts = new FieldParts(For, View, Hint);
        var type = Type ?? TypeOf(For.ModelExplorer.ModelType);
        var control = Rows is { } rows ? TextArea(parts, rows) : Input(parts, type);
        control.Attributes["id"] = parts.Id;
        control.Attributes["name"] = parts.Name;
        parts.Tie(control);
        foreach (var given in output.Attributes)
        {
            // Razor hands over the encoded text; the control is encoded again when it is written.
            control.MergeAttribute(given.Name, WebUtility.HtmlDecode(given.Value?.ToString()));
        }

        var label = FieldParts.Element("label", "field__label", Label);
        label.Attributes["for"] = parts.Id;
        if (Optional)
        {
            label.InnerHtml.Append(" ").AppendHtml(FieldParts.Element("span", "field__optional", parts.OptionalWord));
        }

        var isCheckbox = Rows is null && type == "checkbox";
        parts.Wrap(output, "div", isCheckbox ? "field field--check" : "field");
        if (isCheckbox)
        {
            // Beside its label a checkbox reads as one sentence; hint and error come before both.
            var line = FieldParts.Element("div", "check", null);
            line.InnerHtml.AppendHtml(control).AppendHtml(label);
            output.Content.AppendHtml(parts.Describe()).AppendHtml(line);
        }
        else
        {
            output.Content.AppendHtml(label).AppendHtml(parts.Describe())
                .AppendHtml(Rows is null && type == "password" ? PasswordInput.Wrap(control, View) : control);
        }
    }

    private static TagBuilder TextArea(FieldParts parts, int rows)
    {
        var area = FieldParts.Element("textarea", "input", null);
        area.Attributes["rows"] = rows.ToString(CultureInfo.InvariantCulture);
        // A browser drops the first line break of a text area, so one is added for it to drop.
        area.InnerHtml.Append("\n" + parts.Value);
        return area;
    }

    private static TagBuilder Input(FieldParts parts, string type)
    {
        var input = new TagBuilder("input") { TagRenderMode = TagRenderMode.SelfClosing };
        input.AddCssClass(type == "checkbox" ? "check__box" : "input");
        input.Attributes["type"] = type == "email" ? "text" : type;
        if (type == "email")
        {
            // A browser's own check of addresses refuses letters before the @ that mail servers take, and rewrites
            // the domain; ours says which character is wrong. The keyboard is still the one for addresses.
            input.Attributes["inputmode"] = "email";
            input.Attributes["autocapitalize"] = "none";
            input.Attributes["spellcheck"] = "false";
        }

        if (type == "checkbox")
        {
            input.Attributes["value"] = "true";
            if (string.Equals(parts.Value, "true", StringComparison.OrdinalIgnoreCase))
            {
                input.Attributes["checked"] = "checked";
            }
        }
        else if (type is not ("password" or "file"))
        {
            input.Attributes["value"] = parts.Value ?? "";
        }

        return input;
    }

    private static string TypeOf(Type property)
    {
        var type = Nullable.GetUnderlyingType(property) ?? property;
        return type == typeof(bool) ? "checkbox"
            : typeof(IFormFile).IsAssignableFrom(type) ? "file"
            : type == typeof(DateOnly) ? "date"
            : "text";
    }
}
