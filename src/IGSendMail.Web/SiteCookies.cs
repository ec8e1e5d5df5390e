using IGSendMail.Privacy;
using IGSendMail.Privacy.Consent;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web;

/// <summary>
/// Every cookie of the site. A cookie takes its name from here, the cookie table is rendered from here, and a test
/// fails on any other. Where the site is reached over HTTPS a name carries <c>__Host-</c>: browsers then accept the
/// cookie only from this very host, over TLS and for the whole site (RFC 6265bis).
/// </summary>
public sealed class SiteCookies
{
    /// <summary>The register for a site reached at <see cref="SiteOptions.PublicUrl"/>.</summary>
    public SiteCookies(SiteOptions site)
    {
        var secure = site.PublicUrl.Scheme == Uri.UriSchemeHttps;
        Consent = new(secure, "consent", ConsentCategory.Essential)
        {
            Purpose = "Remembers what you chose about optional cookies, so that we need not ask on every page. It does not say who you are.",
            Lifetime = ConsentChoice.ValidFor,
            LifetimeWords = "183 days",
        };
        SignIn = new(secure, "signin", ConsentCategory.Essential)
        {
            Purpose = "Keeps you signed in to your account.",
            LifetimeWords = "Until you sign out or close the browser",
        };
        Antiforgery = new(secure, "antiforgery", ConsentCategory.Essential)
        {
            Purpose = "Makes sure that a form was sent by you from our page, not by somebody else in your name.",
            LifetimeWords = "Until you close the browser",
        };
        Confirmation = new(secure, "confirmation", ConsentCategory.Essential)
        {
            Purpose = "Carries one sentence to the next page, such as “Your choice is saved”. The next page removes it.",
            LifetimeWords = "Until the next page",
        };
        Requester = new(secure, "requester", ConsentCategory.Essential)
        {
            Purpose = "Opens the page of your request after you used the link in our letter. It names the request, not you.",
            Lifetime = TimeSpan.FromMinutes(30),
            LifetimeWords = "30 minutes",
        };
        Visitor = new(secure, "visitor", ConsentCategory.Analytics)
        {
            Purpose = "A random number that lets us see which pages are read together. Deleting it stops the counting.",
            Lifetime = ConsentChoice.ValidFor,
            LifetimeWords = "183 days",
        };
        Appearance = new(secure, "appearance", ConsentCategory.Preference)
        {
            Purpose = "Remembers whether you want light or dark pages.",
            Lifetime = ConsentChoice.ValidFor,
            LifetimeWords = "183 days",
        };
    }

    /// <summary>The choice about optional cookies.</summary>
    public SiteCookie Consent { get; }

    /// <summary>The sign-in.</summary>
    public SiteCookie SignIn { get; }

    /// <summary>Protection of forms.</summary>
    public SiteCookie Antiforgery { get; }

    /// <summary>One notice carried to the next page (TempData).</summary>
    public SiteCookie Confirmation { get; }

    /// <summary>Opens the page of one request for the person who used its link.</summary>
    public SiteCookie Requester { get; }

    /// <summary>The analytics visitor id.</summary>
    public SiteCookie Visitor { get; }

    /// <summary>Light or dark pages.</summary>
    public SiteCookie Appearance { get; }

    /// <summary>All of them, essential ones first.</summary>
    public IReadOnlyList<SiteCookie> All => [Consent, SignIn, Antiforgery, Confirmation, Requester, Visitor, Appearance];
}

/// <summary>One cookie. All are first-party, unreadable for scripts and not sent along from other sites' forms.</summary>
public sealed class SiteCookie(bool secure, string name, ConsentCategory category)
{
    /// <summary>Its name in the browser.</summary>
    public string Name { get; } = secure ? "__Host-" + name : name;

    /// <summary>Which consent it needs.</summary>
    public ConsentCategory Category => category;

    /// <summary>What it is for, in plain words.</summary>
    public required string Purpose { get; init; }

    /// <summary>How long the browser keeps it; null for a session cookie.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>The same in words.</summary>
    public required string LifetimeWords { get; init; }

    /// <summary>Who sets and reads it.</summary>
    public string Party { get; init; } = "IGSendMail only";

    /// <summary>Gives the name and the rules of this cookie to a framework feature that writes it.</summary>
    public void Configure(CookieBuilder cookie)
    {
        cookie.Name = Name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = category == ConsentCategory.Essential;
        cookie.MaxAge = Lifetime;
    }

    /// <summary>Writes the cookie.</summary>
    public void Write(HttpResponse response, string value) => response.Cookies.Append(Name, value, Options(Lifetime));

    /// <summary>Tells the browser to drop the cookie.</summary>
    public void Expire(HttpResponse response) => response.Cookies.Delete(Name, Options(lifetime: null));

    private CookieOptions Options(TimeSpan? lifetime) => new()
    {
        Path = "/",
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = secure,
        IsEssential = category == ConsentCategory.Essential,
        MaxAge = lifetime,
    };
}

/// <summary>Registers the cookies.</summary>
internal static class SiteCookiesRegistration
{
    /// <summary>Adds the register and names the framework's own cookies after it; the sign-in names itself.</summary>
    public static IServiceCollection AddSiteCookies(this IServiceCollection services, SiteOptions site)
    {
        var cookies = new SiteCookies(site);
        services.AddSingleton(cookies);
        services.Configure<AntiforgeryOptions>(options => cookies.Antiforgery.Configure(options.Cookie));
        services.Configure<CookieTempDataProviderOptions>(options => cookies.Confirmation.Configure(options.Cookie));
        return services;
    }
}
