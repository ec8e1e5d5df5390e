using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Makes a choice true in the browser.</summary>
internal static class ConsentCookies
{
    /// <summary>
    /// Writes the choice, and expires every optional cookie that it does not allow. A browser that dropped its visitor number
    /// has none (null), whatever is allowed.
    /// </summary>
    public static void Write(HttpContext context, SiteCookies cookies, ConsentSeal seal, ConsentChoice choice, Guid? visitor)
    {
        cookies.Consent.Write(context.Response, seal.Write(choice));
        if (choice.Analytics && visitor is { } number)
        {
            cookies.Visitor.Write(context.Response, seal.Write(number));
        }
        else if (context.Request.Cookies.ContainsKey(cookies.Visitor.Name))
        {
            cookies.Visitor.Expire(context.Response);
        }

        if (!choice.Preference && context.Request.Cookies.ContainsKey(cookies.Appearance.Name))
        {
            cookies.Appearance.Expire(context.Response);
        }
    }

    /// <summary>
    /// The consent of this browser was taken back elsewhere: the next page puts the refusal in its place, unless the visitor
    /// chooses anew with this very request. Only pages do: what a shared cache may keep must carry no cookie.
    /// </summary>
    public static void SettleWithdrawal(HttpContext context, SiteCookies cookies, ConsentSeal seal, ConsentChoice refusal) =>
        context.Response.OnStarting(() =>
        {
            var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
            var chosenAnew = context.Response.Headers.SetCookie.Any(
                set => set!.StartsWith(cookies.Consent.Name + "=", StringComparison.Ordinal));
            if (isPage && !chosenAnew)
            {
                Write(context, cookies, seal, refusal, visitor: null);
            }

            return Task.CompletedTask;
        });
}
