using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;

namespace IGSendMail.Web.Features.Consent;

/// <summary>The settings page.</summary>
public sealed class CookiesPage
{
    /// <summary>What is allowed now.</summary>
    public required VisitorConsent Consent { get; init; }

    /// <summary>In which words.</summary>
    public required ConsentWords Words { get; init; }

    /// <summary>The words of every language.</summary>
    public required IReadOnlyList<ConsentWords> Languages { get; init; }

    /// <summary>Everything that is kept in a browser or reached from it.</summary>
    public required IEnumerable<SiteRegisterEntry> Register { get; init; }

    /// <summary>Name of the notice that this page is.</summary>
    public required string Shown { get; init; }

    /// <summary>The number of its forms.</summary>
    public required string Asked { get; init; }

    /// <summary>Address of this page in its language.</summary>
    public required string Here { get; init; }

    /// <summary>Where the form of the appearance leads, in the language of this page.</summary>
    public required string AppearanceAction { get; init; }

    /// <summary>How the visitor stands: a sentence, and what changed since they agreed; empty once they have chosen.</summary>
    public required IReadOnlyList<string> Situation { get; init; }

    /// <summary>The remembered scheme, or <see cref="Appearance.Automatic"/>.</summary>
    public required string Scheme { get; init; }

    /// <summary>Why what was sent was not taken, and what to do; or null.</summary>
    public string? Problem { get; init; }

    /// <summary>The categories in the order of the policy.</summary>
    public IReadOnlyList<CategoryPart> Categories =>
    [
        new(ConsentCategory.Essential, IsOn: true),
        new(ConsentCategory.Analytics, Consent.State.Analytics),
        new(ConsentCategory.Preference, Consent.State.Preference),
    ];

    /// <summary>The entries of one category.</summary>
    public IEnumerable<SiteRegisterEntry> Of(ConsentCategory category) => Register.Where(e => e.Category == category);
}

/// <summary>One category on the settings page.</summary>
public sealed record CategoryPart(ConsentCategory Category, bool IsOn);
