using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Officer;

/// <summary>The rooms of privacy officers, in the words of their titles.</summary>
public static class OfficerMenu
{
    private static readonly (string Label, string Path)[] Rooms =
    [
        ("Open requests", PrivacyRoutes.Officer),
        ("Deletions", PrivacyRoutes.OfficerRetention),
        ("Legal holds", PrivacyRoutes.OfficerHolds),
        ("E-mails that did not leave", PrivacyRoutes.OfficerLetters),
        ("Consent", PrivacyRoutes.OfficerConsent),
        ("Audit trail", PrivacyRoutes.OfficerAudit),
    ];

    /// <summary>The rooms for somebody who is on <paramref name="here"/>; the pages of one request belong to the open requests.</summary>
    public static IEnumerable<(string Label, string Path, bool IsCurrent)> Entries(PathString here)
    {
        var current = Rooms.Select(room => room.Path)
            .Where(path => here.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
            .MaxBy(path => path.Length);
        return Rooms.Select(room => (room.Label, room.Path, room.Path == current));
    }
}
