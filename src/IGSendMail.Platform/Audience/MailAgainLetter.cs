using System.Resources;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Audience;

/// <summary>The letters of this room.</summary>
public static class AudienceLetters
{
    /// <inheritdoc cref="MailAgainLetter" />
    public static readonly LetterKind MailAgain = LetterKind.Of<MailAgainLetter, MailAgainTemplate>("MailAgainLetter");
}

/// <summary>Asks a person who opted out whether they want a customer's mail again.</summary>
/// <param name="Company">The customer, in their own words.</param>
/// <param name="Token">The secret of the link.</param>
/// <param name="Until">When the link stops working.</param>
public sealed record MailAgainLetter(string ToAddress, string Company, string Token, DateTimeOffset Until) : Letter(ToAddress, null);

/// <summary>Where the links of this room's letters lead. Whoever has the pages implements it.</summary>
public interface IAudienceLetterLinks
{
    /// <summary>The page on which a person says that they want a customer's mail again.</summary>
    Uri MailAgain(string token, string language);
}

/// <summary>We do not know which language the person reads: the e-mail says it in all of ours.</summary>
internal sealed class MailAgainTemplate(IAudienceLetterLinks links) : LetterTemplate<MailAgainLetter>
{
    private const int LongestCompany = 60;
    private static readonly ResourceManager Texts = new(typeof(MailAgainTemplate));
    private static readonly string[] Languages = ["en", "de", "fr", "es"];

    protected override string Subject(MailAgainLetter letter, SiteOptions site) => "Do you want these e-mails again?";

    protected override IEnumerable<string> Paragraphs(MailAgainLetter letter, SiteOptions site)
    {
        foreach (var words in Languages.Select(language => new Words(language)))
        {
            yield return words.Of("Ask", NameOf(letter.Company) ?? words["Somebody"], words.Day(letter.Until, site));
            yield return links.MailAgain(letter.Token, words.Language).AbsoluteUri;
        }
    }

    /// <summary>Nobody gets a message or a link into somebody else's mailbox by calling their company so.</summary>
    internal static string? NameOf(string company)
    {
        var clean = LetterForm.OneLine(company);
        return clean.Length is > 0 and <= LongestCompany
            && clean.AsSpan().IndexOfAny('/', '@', ':') < 0 && !clean.Contains("www.", StringComparison.OrdinalIgnoreCase) ? clean : null;
    }

    private sealed class Words(string language) : LetterWords(Texts, language);
}
