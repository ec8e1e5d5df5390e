using IGSendMail.Privacy.Consent;

namespace IGSendMail.Web.Features.Consent;

/// <summary>The settings page.</summary>
public sealed class CookiesPage
{
    /// <summary>What is allowed now.</summary>
    public required VisitorConsent Consent { get; init; }

    /// <summary>Every cookie of the site.</summary>
    public required IReadOnlyList<SiteCookie> Cookies { get; init; }

    /// <summary>Name of the notice that this page is.</summary>
    public required string Shown { get; init; }

    /// <summary>The remembered scheme, or <see cref="Appearance.Automatic"/>.</summary>
    public required string Scheme { get; init; }

    /// <summary>Why what was sent was not taken, and what to do; or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The categories in the order of the policy.</summary>
    public IReadOnlyList<CategoryPart> Categories =>
    [
        new(ConsentCategory.Essential, "Essential", ConsentWords.Essential, IsOn: true),
        new(ConsentCategory.Analytics, "Analytics", ConsentWords.Analytics, Consent.State.Analytics),
        new(ConsentCategory.Preference, "Preference", ConsentWords.Preference, Consent.State.Preference),
    ];

    /// <summary>The cookies of one category.</summary>
    public IEnumerable<SiteCookie> Of(ConsentCategory category) => Cookies.Where(c => c.Category == category);
}

/// <summary>One category on the settings page.</summary>
public sealed record CategoryPart(ConsentCategory Category, string Title, string Words, bool IsOn);
