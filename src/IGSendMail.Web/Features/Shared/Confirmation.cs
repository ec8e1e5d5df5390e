using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Tells people on the next page that what they asked for was done.</summary>
public static class Confirmation
{
    /// <summary>The fragment to redirect to (<c>/lists#confirmation</c>), so that the notice takes the focus.</summary>
    public const string Fragment = "confirmation";

    /// <summary>
    /// Shows <paramref name="words"/> once, at the top of the next page. Say what was done and what happens next; the
    /// words travel encrypted in a cookie, so keep personal data out of them all the same.
    /// </summary>
    public static void Confirm(this Controller controller, string words) => controller.TempData[Fragment] = words;

    /// <summary>
    /// The words to show now, or null; reading them uses them up. Without their cookie nothing is looked up: a look
    /// alone would make the framework send a deletion with every page.
    /// </summary>
    internal static string? TakeConfirmation(this ITempDataDictionary kept, HttpContext context)
    {
        var cookie = context.RequestServices.GetRequiredService<SiteCookies>().Confirmation;
        return context.Request.Cookies.ContainsKey(cookie.Name) ? kept[Fragment] as string : null;
    }
}
