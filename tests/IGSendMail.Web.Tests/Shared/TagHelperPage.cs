using System.Text.Encodings.Web;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Tests.Shared;

/// <summary>A page that holds one tag helper, as a browser would read it.</summary>
internal sealed class TagHelperPage
{
    private readonly EmptyModelMetadataProvider _metadata = new();

    public TagHelperPage() =>
        View = new ViewContext { HttpContext = new DefaultHttpContext(), ViewData = new ViewDataDictionary(_metadata, new ModelStateDictionary()) };

    public ViewContext View { get; }

    public ModelStateDictionary State => View.ViewData.ModelState;

    public ModelExpression Property<T>(string name, T? value) =>
        new(name, _metadata.GetModelExplorerForType(typeof(T), value));

    public static IHtmlDocument Render(TagHelper helper, params (string Name, string Value)[] given)
    {
        var attributes = new TagHelperAttributeList(given.Select(g => new TagHelperAttribute(g.Name, g.Value)));
        var context = new TagHelperContext([], new Dictionary<object, object>(), "test");
        var output = new TagHelperOutput(
            "field", attributes, (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        helper.Process(context, output);
        using var html = new StringWriter();
        output.WriteTo(html, HtmlEncoder.Default);
        return new HtmlParser().ParseDocument(html.ToString());
    }
}
