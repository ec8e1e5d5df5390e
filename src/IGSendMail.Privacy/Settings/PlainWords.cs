using System.Globalization;

namespace IGSendMail.Privacy.Settings;

/// <summary>Small turns of phrase that pages, e-mails and copies share.</summary>
public static class PlainWords
{
    /// <summary>So many records, such as "1,204 records".</summary>
    public static string Records(this long count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "record" : "records")}");

    /// <summary>The same with a capital letter, for the beginning of a sentence or a heading.</summary>
    public static string Sentence(this string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
}
