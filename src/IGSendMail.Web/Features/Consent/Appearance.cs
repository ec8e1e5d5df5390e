using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>The one preference: light or dark pages, remembered only with preference consent.</summary>
public static class Appearance
{
    /// <summary>The setting in which the device decides.</summary>
    public const string Automatic = "automatic";

    /// <summary>What can be chosen.</summary>
    public static IReadOnlyList<string> Schemes { get; } = [Automatic, "light", "dark"];

    /// <summary>
    /// <c>light</c> or <c>dark</c> for the <c>data-appearance</c> attribute of the page, or null where the device decides
    /// or nothing may be remembered.
    /// </summary>
    public static string? SchemeOf(HttpContext context)
    {
        var name = context.RequestServices.GetRequiredService<SiteCookies>()[ChoiceCookies.Appearance].Name;
        return context.May(ChoiceCookies.RememberAppearance) && context.Request.Cookies[name] is "light" or "dark"
            ? context.Request.Cookies[name]
            : null;
    }
}

/// <summary>The form of the preference.</summary>
public sealed class AppearanceForm
{
    /// <summary>One of <see cref="Appearance.Schemes"/>.</summary>
    public string? Scheme { get; set; }

    /// <summary>The page to go back to.</summary>
    public string? Back { get; set; }
}
