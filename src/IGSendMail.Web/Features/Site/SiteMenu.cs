using System.Security.Claims;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Site;

/// <summary>The links of the page head and foot, the same on every page.</summary>
public static class SiteMenu
{
    private static readonly (string Label, string Path)[] Everyone =
    [
        ("Privacy", PrivacyRoutes.Policy),
        ("Your data", PrivacyRoutes.PersonalData),
        ("Requests", PrivacyRoutes.Requests),
    ];

    /// <summary>The links of the page foot.</summary>
    public static IReadOnlyList<(string Label, string Path)> Foot { get; } =
    [
        ("Cookie settings", PrivacyRoutes.Cookies),
        ("Your privacy choices", PrivacyRoutes.Choices),
        ("Privacy policy", PrivacyRoutes.Policy),
        ("What we hold", PrivacyRoutes.PersonalData),
        ("Sub-processors", PrivacyRoutes.Subprocessors),
        ("Ask about your data", PrivacyRoutes.NewRequest),
    ];

    /// <summary>The links of the page head for someone who is on <paramref name="here"/>.</summary>
    public static IEnumerable<MenuEntry> Entries(ClaimsPrincipal visitor, PathString here)
    {
        var account = visitor.Identity is not { IsAuthenticated: true } ? ("Sign in", SiteRoutes.SignIn)
            : visitor.IsOfficer() ? ("Officer", PrivacyRoutes.Officer)
            : ("Account", SiteRoutes.Account);
        (string Label, string Path)[] all = visitor.IsCustomer() ? [("Lists", SiteRoutes.Lists), .. Everyone, account] : [.. Everyone, account];
        // The longest path that leads here wins: /privacy/data lies under /privacy but is a place of its own.
        var current = all.Select(e => e.Path)
            .Where(path => here.StartsWithSegments(path, StringComparison.Ordinal))
            .MaxBy(path => path.Length);
        return all.Select(e => new MenuEntry(e.Label, e.Path, e.Path == current));
    }
}

/// <summary>A link of the page head.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="IsCurrent">True on the page itself and on those beneath it.</param>
public sealed record MenuEntry(string Label, string Path, bool IsCurrent);
