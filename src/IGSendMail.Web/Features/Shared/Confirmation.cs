using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Tells people on the next page that what they asked for was done.</summary>
public static class Confirmation
{
    /// <summary>The fragment to redirect to (<c>/lists#confirmation</c>), so that the notice takes the focus.</summary>
    public const string Fragment = "confirmation";

    private const string LanguageKey = "confirmation-language";
    private const string ReceiptKey = "receipt";

    /// <summary>
    /// Shows <paramref name="words"/> once, at the top of the next page. Say what was done and what happens next; the
    /// words travel encrypted in a cookie, so keep personal data out of them all the same.
    /// </summary>
    /// <param name="controller">The controller that did it.</param>
    /// <param name="words">What to say.</param>
    /// <param name="language">Language of the words if it is not that of the pages.</param>
    /// <param name="code">The receipt code of a choice about cookies, to be kept.</param>
    public static void Confirm(this Controller controller, string words, string language = "en", ReceiptCode? code = null)
    {
        controller.TempData[Fragment] = words;
        controller.TempData[LanguageKey] = language;
        if (code is not null)
        {
            controller.TempData[ReceiptKey] = code.ToString();
        }
    }

    /// <summary>
    /// What to show now, or null; reading uses it up. Without its cookie nothing is looked up: a look alone would make
    /// the framework send a deletion with every page.
    /// </summary>
    internal static ConfirmationWords? TakeConfirmation(this ITempDataDictionary kept, HttpContext context)
    {
        var cookie = context.RequestServices.GetRequiredService<SiteCookies>()[FormCookies.Confirmation];
        return context.Request.Cookies.ContainsKey(cookie.Name) && kept[Fragment] is string words
            ? new(words, kept[LanguageKey] as string ?? "en", kept[ReceiptKey] as string)
            : null;
    }
}

/// <summary>A notice for people on the page they arrived at.</summary>
/// <param name="Words">What was done.</param>
/// <param name="Language">Language of the words.</param>
/// <param name="Receipt">The receipt code of a choice about cookies, or null.</param>
internal sealed record ConfirmationWords(string Words, string Language, string? Receipt);
