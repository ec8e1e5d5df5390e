using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Says on a page whose person waits for an e-mail that it cannot be delivered, and why.</summary>
public sealed class MailTroubleWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(MailTroubleWords));

    /// <summary>The words in the language of a page (<c>ViewData["Language"]</c>), else in the site's own.</summary>
    public static MailTroubleWords Of(Microsoft.AspNetCore.Mvc.Rendering.ViewContext view) =>
        new(CultureInfo.GetCultureInfo(view.ViewData["Language"] as string ?? SiteLanguages.OfSite));

    /// <summary>What happened to the e-mail.</summary>
    public string What(LetterTrouble trouble, SiteOptions site) =>
        Of(!trouble.IsOver ? "Waits" : trouble.IsRefused ? "Over" : "OverLong", Moment(trouble.WrittenAt, site));

    /// <summary>The codes that whoever keeps the mailbox can make something of; null if no mail server answered.</summary>
    public string? Answer(LetterTrouble trouble) => trouble.Refusal is { } refusal ? Of("Answer", refusal.Codes) : null;
}
