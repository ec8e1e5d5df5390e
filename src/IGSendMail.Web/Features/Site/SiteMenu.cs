using System.Security.Claims;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Site;

/// <summary>The links of the page head and foot, the same on every page.</summary>
public static class SiteMenu
{
    private static readonly (string Name, string Path)[] Everyone =
    [
        ("Privacy", PrivacyRoutes.Policy),
        ("Inventory", PrivacyRoutes.PersonalData),
        ("Requests", PrivacyRoutes.Requests),
    ];

    private static readonly (string Name, string Path)[] Beneath =
    [
        ("CookieSettings", PrivacyRoutes.Cookies),
        ("Choices", PrivacyRoutes.Choices),
        ("Policy", PrivacyRoutes.Policy),
        ("Inventory", PrivacyRoutes.PersonalData),
        ("Subprocessors", PrivacyRoutes.Subprocessors),
        ("Ask", PrivacyRoutes.NewRequest),
    ];

    /// <summary>The links of the page foot.</summary>
    public static IEnumerable<(string Label, string Path)> Foot(LayoutWords words) => Beneath.Select(e => (words[e.Name], e.Path));

    /// <summary>The links of the page head for someone who is on <paramref name="here"/>.</summary>
    public static IEnumerable<MenuEntry> Entries(ClaimsPrincipal visitor, PathString here, LayoutWords words)
    {
        var account = visitor.Identity is not { IsAuthenticated: true } ? ("SignIn", SiteRoutes.SignIn)
            : visitor.IsOfficer() ? ("Officer", PrivacyRoutes.Officer)
            : ("Account", SiteRoutes.Account);
        (string Name, string Path)[] all = visitor.IsCustomer() ? [("Lists", SiteRoutes.Lists), .. Everyone, account] : [.. Everyone, account];
        // The longest path that leads here wins: /privacy/data lies under /privacy but is a place of its own.
        var current = all.Select(e => e.Path)
            .Where(path => here.StartsWithSegments(path, StringComparison.Ordinal))
            .MaxBy(path => path.Length);
        return all.Select(e => new MenuEntry(words[e.Name], e.Path, e.Path == current));
    }
}

/// <summary>A link of the page head.</summary>
/// <param name="Label">What people read.</param>
/// <param name="Path">Where it leads.</param>
/// <param name="IsCurrent">True on the page itself and on those beneath it.</param>
public sealed record MenuEntry(string Label, string Path, bool IsCurrent);
