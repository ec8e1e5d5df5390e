using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// What e-mails say in the language of the person they go to, or in the site's own where that is not known. A room's words stand in .resx files
/// beside the class that gives them; what all e-mails say stands beside this one.
/// </summary>
/// <param name="room">The words of a room.</param>
/// <param name="locale">Language of the page on which somebody asked, such as <c>de</c>.</param>
public abstract class LetterWords(ResourceManager room, string? locale) : LanguageWords(room, InSite(locale))
{
    private static readonly ResourceManager OfAll = new(typeof(LetterWords));

    /// <summary>So many records.</summary>
    public string Records(long count) => count == 1 ? this["OneRecord"] : Of("Records", count);

    /// <inheritdoc />
    protected override string? Find(string name) => base.Find(name) ?? OfAll.GetString(name, Culture);
}

/// <summary>What stands around the words of every letter.</summary>
internal sealed class LetterFrameWords(string? locale) : LetterWords(Texts, locale)
{
    private static readonly ResourceManager Texts = new(typeof(LetterWords));

    /// <summary>Greeting and signature.</summary>
    public LetterFrame Frame(SiteOptions site) =>
        new(Language, this["Greeting"], this["GreetingNobody"], Of("Unclear", site.PrivacyAddress), this["From"], this["Open"]);
}
