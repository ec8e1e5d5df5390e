using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// A table that reads well at every width. A view writes a plain <c>&lt;table class="table"&gt;</c> with a caption, headings
/// of <c>scope="col"</c> and in each row one of <c>scope="row"</c>; where a row is shown as a block (tables.css), that one is
/// its title, and each value stands after the name of its column, which its cell gets here.
/// </summary>
/// <remarks>Every part says its role: some browsers forget that a table is one when it is laid out as blocks.</remarks>
[HtmlTargetElement("table")]
public sealed class TableTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Init(TagHelperContext context) => TableParts.Begin(context.Items);

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output) => output.Attributes.SetAttribute("role", "table");
}

/// <summary>The rows of a table and what groups them.</summary>
[HtmlTargetElement("thead")]
[HtmlTargetElement("tbody")]
[HtmlTargetElement("tr")]
public sealed class TableRowsTagHelper : TagHelper
{
    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var isRow = context.TagName == "tr";
        if (isRow)
        {
            TableParts.Of(context.Items)?.BeginRow();
        }

        output.Attributes.SetAttribute("role", isRow ? "row" : "rowgroup");
    }
}

/// <summary>The text of a caption, which names the region in which a wide table scrolls as well.</summary>
[HtmlTargetElement("caption")]
public sealed class TableCaptionTagHelper : TagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        var words = TableCellTagHelper.TextOf(await output.GetChildContentAsync());
        if (TableParts.Of(context.Items) is { } parts)
        {
            parts.Caption = words;
        }
    }
}

/// <summary>The headings and values of a table.</summary>
[HtmlTargetElement("th")]
[HtmlTargetElement("td")]
public sealed partial class TableCellTagHelper : TagHelper
{
    /// <inheritdoc />
    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (TableParts.Of(context.Items) is not { } parts)
        {
            return;
        }

        var content = await output.GetChildContentAsync();
        if (context.TagName == "th" && output.Attributes["scope"]?.Value?.ToString() == "col")
        {
            parts.Add(TextOf(content));
            output.Attributes.SetAttribute("role", "columnheader");
            return;
        }

        output.Attributes.SetAttribute("role", context.TagName == "th" ? "rowheader" : "cell");
        if (parts.Next() is { } column)
        {
            output.Attributes.SetAttribute("data-label", column);
        }

        if (content.IsEmptyOrWhiteSpace)
        {
            // Nothing at all, not even a line break of the view: the style sheet leaves out what is :empty.
            output.Content.SetContent("");
        }
    }

    /// <summary>Content as the words that people read.</summary>
    internal static string TextOf(TagHelperContent content) =>
        Spaces().Replace(WebUtility.HtmlDecode(Tags().Replace(content.GetContent(), "")), " ").Trim();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 10_000)]
    private static partial Regex Tags();

    [GeneratedRegex(@"\s+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();
}
