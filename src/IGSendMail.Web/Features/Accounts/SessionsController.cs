using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Where a person is signed in, customer or officer, and how to end it.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SessionsController(Sessions sessions, SiteOptions site) : Controller
{
    /// <summary>The list.</summary>
    [HttpGet(SiteRoutes.Sessions)]
    public async Task<IActionResult> Index(CancellationToken cancellation) =>
        View("Sessions", new SessionsPage(await sessions.OfAsync(User.UserId(), cancellation), Sessions.IdOf(User), site));

    /// <summary>Ends one.</summary>
    [HttpPost(SiteRoutes.EndSession)]
    public async Task<IActionResult> End(Guid sessionId, CancellationToken cancellation)
    {
        this.Confirm(await sessions.EndAsync(User.UserId(), new(sessionId), cancellation)
            ? "That browser is signed out."
            : "That browser was signed out already.");
        return Redirect(SiteRoutes.Sessions + "#" + Confirmation.Fragment);
    }

    /// <summary>Ends all but the one of this browser.</summary>
    [HttpPost(SiteRoutes.EndOtherSessions)]
    public async Task<IActionResult> EndOthers(CancellationToken cancellation)
    {
        this.Confirm(await sessions.EndOthersAsync(User.UserId(), Sessions.IdOf(User), cancellation) switch
        {
            0 => "You are signed in nowhere else.",
            1 => "The other browser is signed out.",
            var ended => FormattableString.Invariant($"The {ended} other browsers are signed out."),
        });
        return Redirect(SiteRoutes.Sessions + "#" + Confirmation.Fragment);
    }
}

/// <summary>Where a person is signed in.</summary>
/// <param name="All">All sessions, the one used last first.</param>
/// <param name="Here">The one of this browser.</param>
/// <param name="Site">For dates.</param>
public sealed record SessionsPage(IReadOnlyList<Session> All, SessionId? Here, SiteOptions Site)
{
    /// <summary>True for the session of this browser.</summary>
    public bool IsHere(Session session) => session.Id == Here?.Value;

    /// <summary>The page that ends one.</summary>
    public static string End(Session session) =>
        SiteRoutes.EndSession.Replace("{sessionId:guid}", session.Id.ToString(), StringComparison.Ordinal);
}
