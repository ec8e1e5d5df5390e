using System.Resources;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Wishes;

/// <summary>What this room keeps in browsers.</summary>
public static class WishCookies
{
    private static readonly ResourceManager Texts = new(typeof(WishCookies));

    /// <summary>Keeps the order in which somebody reads wishes.</summary>
    public static readonly CookiePurpose RememberOrder = new("RememberOrder", ConsentCategory.Preference, Texts);

    /// <summary>The order: <c>newest</c> or <c>oldest</c>.</summary>
    public static readonly CookieKind Order = new("wishorder", RememberOrder) { Lifetime = TimeSpan.FromDays(90) };
}
