using System.Text.RegularExpressions;
using AngleSharp.Dom;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>The sentences of a page or an e-mail, each on its own.</summary>
internal static partial class Sentences
{
    private const string Blocks = "h1, h2, h3, p, li, dd, caption, button, label, figcaption, .meta > span";

    /// <summary>Everything that stands in the main part of a page but its tables, whose rows are compared as rows.</summary>
    public static IReadOnlyList<string> Of(Page page) =>
    [
        .. page.Document.QuerySelectorAll($"main :is({Blocks})")
            .Where(block => block.QuerySelector(Blocks) is null && block.Closest("table") is null)
            .SelectMany(block => block.LocalName == "dd" ? [Value(block)] : Of(block.TextContent)),
        // What is said beside a block that holds others is said too.
        .. page.Document.QuerySelectorAll($"main :is({Blocks})")
            .Where(block => block.QuerySelector(Blocks) is not null)
            .SelectMany(block => block.ChildNodes.OfType<IText>().SelectMany(text => Of(text.Data))),
    ];

    /// <summary>The sentences of the text part of an e-mail.</summary>
    public static IReadOnlyList<string> OfLetter(string text) =>
        [.. text.ReplaceLineEndings("\n").Split('\n').SelectMany(Of)];

    /// <summary>A value with its label says something, alone it does not.</summary>
    private static string Value(IElement value) =>
        $"{value.PreviousElementSibling!.TextContent.Trim()}: {Spaces().Replace(value.TextContent, " ").Trim()}";

    private static IEnumerable<string> Of(string text) =>
        Ends().Split(Spaces().Replace(text, " ").Trim()).Select(s => s.Trim()).Where(s => s.Length > 0);

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<=[.!?]”?)\s+(?=[A-Z“0-9])(?<!Art\. )", RegexOptions.None, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Ends();
}
