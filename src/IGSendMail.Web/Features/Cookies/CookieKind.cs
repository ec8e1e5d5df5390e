using IGSendMail.Privacy.Purposes;
using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Cookies;

/// <summary>A cookie of the site. The room that writes it makes it; <see cref="SiteCookies"/> gives it its name in the browser.</summary>
/// <param name="Name">Its name, before <c>__Host-</c> is put in front of it.</param>
/// <param name="Purpose">What it is for, and with it which consent it needs.</param>
public sealed record CookieKind(string Name, CookiePurpose Purpose) : Word(Name)
{
    /// <summary>How long a browser keeps it; null if no longer than it is open.</summary>
    public TimeSpan? Lifetime { get; init; }

    /// <summary>True if the framework may cut it into pieces that it names after it: C1, C2, …</summary>
    public bool InPieces { get; init; }
}
