using System.Resources;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What this room keeps in browsers. The words stand with the others of the settings page.</summary>
public static class ChoiceCookies
{
    private static readonly ResourceManager Texts = new(typeof(ConsentWords));

    /// <summary>Keeps what the visitor chose about cookies.</summary>
    public static readonly CookiePurpose RememberChoice = new("RememberChoice", ConsentCategory.Essential, Texts);

    /// <summary>Carries a first choice to the page that takes it.</summary>
    public static readonly CookiePurpose CarryChoice = new("CarryChoice", ConsentCategory.Essential, Texts);

    /// <summary>Tells which pages one browser reads, counted by ourselves.</summary>
    public static readonly CookiePurpose CountPageViews = new("CountPageViews", ConsentCategory.Analytics, Texts);

    /// <summary>Keeps light or dark pages.</summary>
    public static readonly CookiePurpose RememberAppearance = new("RememberAppearance", ConsentCategory.Preference, Texts);

    /// <summary>The choice about optional cookies.</summary>
    public static readonly CookieKind Consent = new("consent", RememberChoice) { Lifetime = ConsentChoice.ValidFor };

    /// <summary>A choice of a browser that has not shown yet that it keeps cookies.</summary>
    public static readonly CookieKind Choosing = new("choosing", CarryChoice);

    /// <summary>The analytics visitor id.</summary>
    public static readonly CookieKind Visitor = new("visitor", CountPageViews) { Lifetime = ConsentChoice.ValidFor };

    /// <summary>Light or dark pages.</summary>
    public static readonly CookieKind Appearance = new("appearance", RememberAppearance) { Lifetime = ConsentChoice.ValidFor };
}
