using IGSendMail.Privacy.Purposes;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Cookies;

/// <summary>
/// Every cookie of the site and every other address its pages may reach, as the rooms bring them. A cookie takes its name from
/// here, the cookie table is rendered from here, and the guard takes any other out of every answer. Where the site is reached
/// over HTTPS a name carries <c>__Host-</c>: browsers then accept the cookie only from this very host, over TLS and for the
/// whole site (RFC 6265bis).
/// </summary>
public sealed class SiteCookies
{
    private readonly Dictionary<CookieKind, SiteCookie> _kinds;

    /// <summary>
    /// The register for a site reached at <see cref="SiteOptions.PublicUrl"/>, with the other addresses its pages may
    /// talk to.
    /// </summary>
    public SiteCookies(SiteOptions site, IEnumerable<CookieKind> kinds, params IEnumerable<SiteOrigin> origins)
    {
        var secure = site.PublicUrl.Scheme == Uri.UriSchemeHttps;
        All = [.. kinds.OrderBy(k => k.Purpose.Category).Select(k => new SiteCookie(secure, k))];
        Origins = [.. origins];
        _kinds = All.ToDictionary(c => c.Kind);
    }

    /// <summary>All of them, essential ones first.</summary>
    public IReadOnlyList<SiteCookie> All { get; }

    /// <summary>The other addresses that pages may talk to.</summary>
    public IReadOnlyList<SiteOrigin> Origins { get; }

    /// <summary>Everything that is kept in a browser or reached from it. The site uses no other storage of browsers.</summary>
    public IEnumerable<SiteRegisterEntry> Register => [.. All, .. Origins];

    /// <summary>The cookie of this kind.</summary>
    /// <exception cref="KeyNotFoundException">Its room did not register it.</exception>
    public SiteCookie this[CookieKind kind] => _kinds[kind];

    /// <summary>The cookie of that name, or null if it is none of ours.</summary>
    public SiteCookie? Find(string name) => All.FirstOrDefault(c => c.Name == name);
}

/// <summary>One cookie. All are first-party, unreadable for scripts and not sent along from other sites' forms.</summary>
public sealed class SiteCookie : SiteRegisterEntry
{
    private readonly bool _secure;

    internal SiteCookie(bool secure, CookieKind kind) : base(kind.Name, kind.Purpose)
    {
        (_secure, Kind, Lifetime) = (secure, kind, kind.Lifetime);
        Name = secure ? "__Host-" + kind.Name : kind.Name;
    }

    /// <summary>Which one it is.</summary>
    public CookieKind Kind { get; }

    /// <summary>Its name in the browser.</summary>
    public override string Name { get; }

    /// <summary>Gives the name and the rules of this cookie to a framework feature that writes it.</summary>
    public void Configure(CookieBuilder cookie)
    {
        cookie.Name = Name;
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.SameSite = SameSiteMode.Lax;
        cookie.SecurePolicy = _secure ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
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
        Secure = _secure,
        IsEssential = Category == ConsentCategory.Essential,
        MaxAge = lifetime,
    };
}

/// <summary>Registers the cookies.</summary>
internal static class SiteCookiesRegistration
{
    /// <summary>Adds the register. Rooms bring their cookies as words, and other addresses as services.</summary>
    public static IServiceCollection AddSiteCookies(this IServiceCollection services) => services.AddSingleton(provider => new SiteCookies(
        provider.GetRequiredService<SiteOptions>(),
        provider.GetRequiredService<WordBook>().All<CookieKind>(),
        provider.GetServices<SiteOrigin>()));
}
