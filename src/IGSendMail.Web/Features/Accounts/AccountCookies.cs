using System.Resources;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What this room keeps in browsers.</summary>
public static class AccountCookies
{
    private static readonly ResourceManager Texts = new(typeof(AccountCookies));

    /// <summary>Keeps a person signed in.</summary>
    public static readonly CookiePurpose KeepSignedIn = new("KeepSignedIn", ConsentCategory.Essential, Texts);

    /// <summary>Proves who somebody is from page to page; only the site can read it.</summary>
    public static readonly CookieKind SignIn = new("signin", KeepSignedIn) { InPieces = true };
}
