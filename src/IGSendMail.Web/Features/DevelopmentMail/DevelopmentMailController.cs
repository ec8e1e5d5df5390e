using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.DevelopmentMail;

/// <summary>
/// The e-mails that were "sent" while somebody tries the site out: in Development they lie in a folder, and their links are what one needs next.
/// Everywhere else these routes do not exist (<see cref="DevelopmentMailWeb"/>).
/// </summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class DevelopmentMailController(SentLetters letters) : Controller
{
    /// <summary>The newest ones.</summary>
    [HttpGet(SiteRoutes.DevelopmentMail)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View(await letters.NewestAsync(cancellation));

    /// <summary>One as text, with links to follow.</summary>
    [HttpGet(SiteRoutes.DevelopmentLetter)]
    public async Task<IActionResult> Letter(Guid letter, CancellationToken cancellation) =>
        await letters.FindAsync(letter, cancellation) is { } found ? View(found) : NotFound();

    /// <summary>One as mail programs show it, in a document of its own that the browser keeps apart from the site.</summary>
    [HttpGet(SiteRoutes.DevelopmentLetterHtml)]
    [SandboxedLetter]
    public async Task<IActionResult> Html(Guid letter, CancellationToken cancellation) =>
        await letters.FindAsync(letter, cancellation) is { } found ? Content(found.Html, "text/html; charset=utf-8") : NotFound();
}
