using IGSendMail.Privacy.Purposes;

namespace IGSendMail.Web.Features.Cookies;

/// <summary>Something the site keeps in a browser, or an address it lets a browser talk to.</summary>
/// <param name="key">Short name for its words.</param>
/// <param name="purpose">What it is for.</param>
public abstract class SiteRegisterEntry(string key, CookiePurpose purpose)
{
    /// <summary>The party that is ourselves.</summary>
    public const string Own = "own";

    /// <summary>Short name for its words.</summary>
    public string Key => key;

    /// <summary>Its name as a browser shows it.</summary>
    public abstract string Name { get; }

    /// <summary>What it is for.</summary>
    public CookiePurpose Purpose => purpose;

    /// <summary>Which consent it needs: that follows from the purpose.</summary>
    public ConsentCategory Category => purpose.Category;

    /// <summary>How long a browser keeps it; null if no longer than it is open.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>Who uses it: <see cref="Own"/>, or the short name of another party and where it runs.</summary>
    public string Party { get; init; } = Own;
}

/// <summary>An address of another site that pages may talk to, for visitors who allowed its category and for no others.</summary>
/// <param name="key">Short name for its words.</param>
/// <param name="address">The address; its origin is what the browser's rules name.</param>
/// <param name="purpose">What it is for.</param>
public sealed class SiteOrigin(string key, Uri address, CookiePurpose purpose) : SiteRegisterEntry(key, purpose)
{
    /// <summary>Scheme, host and port.</summary>
    public override string Name { get; } = address.GetLeftPart(UriPartial.Authority);
}
