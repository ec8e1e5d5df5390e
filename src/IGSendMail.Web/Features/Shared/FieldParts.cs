using System.Globalization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// What every form field has, whatever its kind: a name, an id, a hint, and the message of what is wrong with it. Hint and
/// message stand before the control, so that they are read before it.
/// </summary>
internal sealed class FieldParts
{
    private readonly ModelStateEntry? _entry;
    private readonly ModelExpression _for;
    private readonly FormWords _words;

    public FieldParts(ModelExpression @for, ViewContext view, string? hint)
    {
        _for = @for;
        _words = FormWords.Of(view);
        Name = view.ViewData.TemplateInfo.GetFullHtmlFieldName(@for.Name);
        Id = IdOf(Name);
        TypedFields.Add(view.HttpContext, Name, Id);
        Hint = string.IsNullOrWhiteSpace(hint) ? null : hint;
        view.ViewData.ModelState.TryGetValue(Name, out _entry);
        Error = _entry?.Errors.FirstOrDefault() is { } error ? Message(error) : null;
    }

    public string Name { get; }

    public string Id { get; }

    public string? Hint { get; }

    /// <summary>What is wrong, or null.</summary>
    public string? Error { get; }

    /// <summary>The ids of hint and message, for <c>aria-describedby</c>; null if there are none.</summary>
    public string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (not null, null) => $"{Id}-hint",
        (null, not null) => $"{Id}-error",
        _ => $"{Id}-hint {Id}-error",
    };

    /// <summary>What was typed last time, else what the model holds.</summary>
    public string? Value => _entry?.AttemptedValue ?? Text(_for.Model);

    /// <summary>Says that a field may stay empty.</summary>
    public string OptionalWord => _words["Optional"];

    /// <summary>A message that people can act on, never the text of an exception.</summary>
    public static string Message(ModelError error) => string.IsNullOrEmpty(error.ErrorMessage)
        ? "We could not read this. Please check it and try again."
        : error.ErrorMessage;

    /// <summary>Hint and message as elements.</summary>
    public IHtmlContent Describe()
    {
        var content = new HtmlContentBuilder();
        if (Hint is not null)
        {
            content.AppendHtml(Element("p", "field__hint", Hint, $"{Id}-hint"));
        }

        if (Error is not null)
        {
            var message = Element("p", "field__error", null, $"{Id}-error");
            message.InnerHtml.AppendHtml(Element("span", "visually-hidden", _words["Error"])).Append(Error);
            content.AppendHtml(message);
        }

        return content;
    }

    /// <summary>Ties a control, or the group of several, to hint and message.</summary>
    public void Tie(TagBuilder control)
    {
        if (DescribedBy is { } ids)
        {
            control.Attributes["aria-describedby"] = ids;
        }

        if (Error is not null)
        {
            control.Attributes["aria-invalid"] = "true";
        }
    }

    /// <summary>Makes <paramref name="output"/> the element around the whole field.</summary>
    public void Wrap(TagHelperOutput output, string tag, string kind)
    {
        output.TagName = tag;
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Clear();
        output.Attributes.SetAttribute("class", Error is null ? kind : kind + " field--wrong");
    }

    public static TagBuilder Element(string tag, string? css, string? text, string? id = null)
    {
        var element = new TagBuilder(tag);
        if (id is not null)
        {
            element.Attributes["id"] = id;
        }

        if (css is not null)
        {
            element.AddCssClass(css);
        }

        if (text is not null)
        {
            element.InnerHtml.Append(text);
        }

        return element;
    }

    private static string IdOf(string name) => TagBuilder.CreateSanitizedId(name, "_");

    private static string? Text(object? value) => value switch
    {
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
