using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Cookies;

/// <summary>
/// Every cookie of the site and every other address its pages may reach. A cookie takes its name from here, the cookie table is rendered from here, and a test
/// fails on any other. Where the site is reached over HTTPS a name carries <c>__Host-</c>: browsers then accept the
/// cookie only from this very host, over TLS and for the whole site (RFC 6265bis).
/// </summary>
public sealed class SiteCookies
{
    /// <summary>
    /// The register for a site reached at <see cref="SiteOptions.PublicUrl"/>, with the other addresses its pages may
    /// talk to.
    /// </summary>
    public SiteCookies(SiteOptions site, params IEnumerable<SiteOrigin> origins)
    {
        var secure = site.PublicUrl.Scheme == Uri.UriSchemeHttps;
        Consent = new(secure, "consent", CookiePurpose.RememberChoice) { Lifetime = ConsentChoice.ValidFor };
        SignIn = new(secure, "signin", CookiePurpose.KeepSignedIn);
        Antiforgery = new(secure, "antiforgery", CookiePurpose.ProtectForms);
        Confirmation = new(secure, "confirmation", CookiePurpose.CarryNotice);
        Requester = new(secure, "requester", CookiePurpose.OpenRequest) { Lifetime = TimeSpan.FromMinutes(30) };
        Visitor = new(secure, "visitor", CookiePurpose.CountPageViews) { Lifetime = ConsentChoice.ValidFor };
        Appearance = new(secure, "appearance", CookiePurpose.RememberAppearance) { Lifetime = ConsentChoice.ValidFor };
        All = [Consent, SignIn, Antiforgery, Confirmation, Requester, Visitor, Appearance];
        Origins = [.. origins];
    }

    /// <summary>The choice about optional cookies.</summary>
    public SiteCookie Consent { get; }

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
    public IReadOnlyList<SiteCookie> All { get; }

    /// <summary>The other addresses that pages may talk to.</summary>
    public IReadOnlyList<SiteOrigin> Origins { get; }

    /// <summary>Everything that is kept in a browser or reached from it. The site uses no other storage of browsers.</summary>
    public IEnumerable<SiteRegisterEntry> Register => [.. All, .. Origins];

    /// <summary>The cookie of that name, or null if it is none of ours.</summary>
    public SiteCookie? Find(string name) => All.FirstOrDefault(c => c.Name == name);
}

/// <summary>One cookie. All are first-party, unreadable for scripts and not sent along from other sites' forms.</summary>
public sealed class SiteCookie(bool secure, string name, CookiePurpose purpose) : SiteRegisterEntry(name, purpose)
{
    /// <summary>Its name in the browser.</summary>
    public override string Name { get; } = secure ? "__Host-" + name : name;

    /// <summary>Gives the name and the rules of this cookie to a framework feature that writes it.</summary>
    public void Configure(CookieBuilder cookie)
    {
        cookie.Name = Name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.IsEssential = Category == ConsentCategory.Essential;
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
        IsEssential = Category == ConsentCategory.Essential,
        MaxAge = lifetime,
    };
}

/// <summary>Registers the cookies.</summary>
internal static class SiteCookiesRegistration
{
    /// <summary>Adds the register and names the framework's own cookies after it; the sign-in names itself.</summary>
    public static IServiceCollection AddSiteCookies(
        this IServiceCollection services, SiteOptions site, params IEnumerable<SiteOrigin> origins)
    {
        var cookies = new SiteCookies(site, origins);
        services.AddSingleton(cookies);
        services.Configure<AntiforgeryOptions>(options => cookies.Antiforgery.Configure(options.Cookie));
        services.Configure<CookieTempDataProviderOptions>(options => cookies.Confirmation.Configure(options.Cookie));
        return services;
    }
}
