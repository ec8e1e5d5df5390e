using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// At the top of a form page: all that is wrong, in the order of the fields, each with a link to its field. Shows nothing
/// while nothing is wrong. It takes the focus when the page opens, without any script.
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
        // Of one field the first message counts, as at the field itself; what is said of two fields is said once.
        var problems = View.ViewData.ModelState
            .Where(entry => entry.Value is { Errors.Count: > 0 })
            .Select(entry => new Problem(entry.Key, FieldParts.Message(entry.Value!.Errors[0])))
            .DistinctBy(problem => problem.Words, StringComparer.Ordinal)
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
        output.Content.AppendHtml(new Links(View.HttpContext, problems));
    }

    private sealed record Problem(string Field, string Words);

    /// <summary>
    /// Written when the whole view was: the summary stands before the fields, and only then is known which there are and in
    /// which order.
    /// </summary>
    private sealed class Links(HttpContext context, IReadOnlyList<Problem> problems) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var fields = TypedFields.Of(context);
            var list = new TagBuilder("ul");
            foreach (var (problem, (_, id)) in problems
                .Select(problem => (problem, Found: fields?.Find(problem.Field) ?? (int.MaxValue, null)))
                .OrderBy(found => found.Found.Item1))
            {
                var item = new TagBuilder("li");
                var words = FieldParts.Element(id is null ? "span" : "a", null, problem.Words);
                if (id is not null)
                {
                    words.Attributes["href"] = "#" + id;
                }

                item.InnerHtml.AppendHtml(words);
                list.InnerHtml.AppendHtml(item);
            }

            list.WriteTo(writer, encoder);
        }
    }
}
