using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>Finds English words where another language is spoken.</summary>
internal static partial class EnglishLeft
{
    /// <summary>
    /// What people read of a page. A receipt is shown as it was signed, and languages are named in themselves: both say so with their own language.
    /// </summary>
    private const string Read = """
        () => {
          const copy = document.body.cloneNode(true);
          const page = document.documentElement.lang;
          copy.querySelectorAll('[lang]').forEach(e => { if (e.lang !== page) e.remove(); });
          copy.querySelectorAll('[aria-label]').forEach(e => e.append(' ' + e.getAttribute('aria-label')));
          return document.title + ' ' + copy.textContent.replace(/\s+/g, ' ');
        }
        """;

    /// <summary>Where a page is in another language than this, or has words of English.</summary>
    public static async Task<IEnumerable<string>> OfAsync(IPage page, string language)
    {
        await page.IsAllThereAsync();
        var path = new Uri(page.Url).AbsolutePath;
        var spoken = await page.EvaluateAsync<string>("document.documentElement.lang");
        return spoken != language ? [$"{path} is in {spoken}"] : In(await page.EvaluateAsync<string>(Read)).Select(word => $"{path}: {word}");
    }

    /// <summary>Each of our English sentences has one of these words, and none of them is a word of the other languages.</summary>
    public static IEnumerable<string> In(string text) => EnglishWords().Matches(text)
        .Select(match => text[Math.Max(0, match.Index - 30)..Math.Min(text.Length, match.Index + 30)]);

    [GeneratedRegex(@"\b(the|your|you|and|with|this|that|from|have|what|which|we|our|of|to|is|it|by|request|receipt)\b", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex EnglishWords();
}
