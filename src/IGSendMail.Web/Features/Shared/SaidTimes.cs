using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Days, moments and links within the sentences of a language: days and moments as people write them and as machines read them.</summary>
internal static partial class SaidTimes
{
    /// <summary>A day.</summary>
    public static IHtmlContent Time(this LanguageWords words, DateOnly day) =>
        Time(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), words.Day(day));

    /// <summary>An instant to the minute, in the site's time zone.</summary>
    public static IHtmlContent Time(this LanguageWords words, DateTimeOffset instant, SiteOptions site) => Time(instant.Iso(), words.Moment(instant, site));

    /// <summary>The day of an instant, in the site's time zone.</summary>
    public static IHtmlContent TimeOfDay(this LanguageWords words, DateTimeOffset instant, SiteOptions site) => Time(instant.Iso(), words.Day(instant, site));

    /// <summary>The words of that name as a link, for a gap of others.</summary>
    public static IHtmlContent Link(this LanguageWords words, string name, string path, params object[] parts)
    {
        var link = FieldParts.Element("a", null, words.Of(name, parts));
        link.Attributes["href"] = path;
        return link;
    }

    /// <summary>The words of that name with their gaps filled: what is an element stays one, everything else is text.</summary>
    public static IHtmlContent With(this LanguageWords words, string name, params object[] parts)
    {
        var (sentence, all, from) = (words[name], new HtmlContentBuilder(), 0);
        foreach (Match gap in Gap().Matches(sentence))
        {
            all.Append(sentence[from..gap.Index]);
            var part = parts[gap.Groups["number"].Value[0] - '0'];
            _ = part is IHtmlContent element ? all.AppendHtml(element) : all.Append(Convert.ToString(part, CultureInfo.InvariantCulture)!);
            from = gap.Index + gap.Length;
        }

        return all.Append(sentence[from..]);
    }

    private static TagBuilder Time(string machines, string people)
    {
        var time = FieldParts.Element("time", null, people);
        time.Attributes["datetime"] = machines;
        return time;
    }

    [GeneratedRegex(@"\{(?<number>\d)\}", RegexOptions.None, 10_000)]
    private static partial Regex Gap();
}
