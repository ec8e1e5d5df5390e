using IGSendMail.Privacy.Consent;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Tells people on the next page that what they asked for was done.</summary>
public static class Confirmation
{
    /// <summary>The fragment to redirect to (<c>/lists#confirmation</c>), so that the notice takes the focus.</summary>
    public const string Fragment = "confirmation";

    private const string Receipt = "receipt";

    /// <summary>
    /// Shows <paramref name="words"/> once, at the top of the next page. Say what was done and what happens next; the
    /// words travel encrypted in a cookie, so keep personal data out of them all the same.
    /// </summary>
    public static void Confirm(this Controller controller, string words) => controller.TempData[Fragment] = words;

    /// <summary>As <see cref="Confirm(Controller, string)"/>, with the receipt code of a choice about cookies, to be kept.</summary>
    public static void Confirm(this Controller controller, string words, ReceiptCode code)
    {
        controller.Confirm(words);
        controller.TempData[Receipt] = code.ToString();
    }

    /// <summary>The receipt code to show now, or null.</summary>
    internal static string? TakeReceipt(this ITempDataDictionary kept, HttpContext context) => kept.Take(Receipt, context);

    /// <summary>
    /// The words to show now, or null; reading them uses them up. Without their cookie nothing is looked up: a look
    /// alone would make the framework send a deletion with every page.
    /// </summary>
    internal static string? TakeConfirmation(this ITempDataDictionary kept, HttpContext context) => kept.Take(Fragment, context);

    private static string? Take(this ITempDataDictionary kept, string what, HttpContext context)
    {
        var cookie = context.RequestServices.GetRequiredService<SiteCookies>().Confirmation;
        return context.Request.Cookies.ContainsKey(cookie.Name) ? kept[what] as string : null;
    }
}
