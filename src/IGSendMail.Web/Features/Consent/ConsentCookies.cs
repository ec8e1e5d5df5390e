using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
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
        cookies[ChoiceCookies.Consent].Write(context.Response, seal.Write(choice));
        var number = choice.Analytics ? visitor : null;
        if (number is { } id)
        {
            cookies[ChoiceCookies.Visitor].Write(context.Response, seal.Write(id));
        }

        foreach (var cookie in cookies.All.Where(c => context.Request.Cookies.ContainsKey(c.Name)))
        {
            if (!Allows(choice, cookie.Category) || (cookie.Kind == ChoiceCookies.Visitor && number is null))
            {
                cookie.Expire(context.Response);
            }
        }
    }

    private static bool Allows(ConsentChoice choice, ConsentCategory category) => category switch
    {
        ConsentCategory.Essential => true,
        ConsentCategory.Analytics => choice.Analytics,
        _ => choice.Preference,
    };

    /// <summary>
    /// The consent of this browser was taken back elsewhere: the next page puts the refusal in its place, unless the visitor
    /// chooses anew with this very request. Only pages do: what a shared cache may keep must carry no cookie.
    /// </summary>
    public static void SettleWithdrawal(HttpContext context, SiteCookies cookies, ConsentSeal seal, ConsentChoice refusal) =>
        context.Response.OnStarting(() =>
        {
            var isPage = context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;
            var chosenAnew = context.Response.Headers.SetCookie.Any(
                set => set!.StartsWith(cookies[ChoiceCookies.Consent].Name + "=", StringComparison.Ordinal));
            if (isPage && !chosenAnew)
            {
                Write(context, cookies, seal, refusal, visitor: null);
            }

            return Task.CompletedTask;
        });
}
