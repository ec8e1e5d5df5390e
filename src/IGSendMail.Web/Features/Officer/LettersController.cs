using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Letters that failed. An officer sees neither what they say nor to whom.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class LettersController(DeadLetters letters, LetterDecisions decisions, RequestPages pages, SiteOptions site) : Controller
{
    /// <summary>How many are shown; more mean that something general is wrong, and these show what.</summary>
    public const int MostShown = 50;

    /// <summary>Those that wait longest.</summary>
    [HttpGet(PrivacyRoutes.OfficerLetters)]
    public async Task<IActionResult> Index(CancellationToken cancellation) => View("Letters", new LettersPage(
        [.. (await letters.OldestAsync(MostShown, cancellation)).Select(Show)], await letters.CountAsync(cancellation),
        [.. (await letters.FailingAsync(MostShown, cancellation)).Select(letter => new ShownFailing(letter, site))]));

    /// <summary>One of them, and what can be done about it.</summary>
    [HttpGet(PrivacyRoutes.OfficerLetter)]
    public async Task<IActionResult> Detail(Guid letterId, CancellationToken cancellation) =>
        await letters.FindAsync(letterId, cancellation) is { } letter
            ? View("Letter", new LetterPage { Shown = Show(letter) })
            : NotFound();

    /// <summary>Lets it start anew.</summary>
    [HttpPost(PrivacyRoutes.OfficerLetterRetry)]
    public async Task<IActionResult> TryAgain(Guid letterId, CancellationToken cancellation)
    {
        if (!await decisions.TryAgainAsync(letterId, User.OfficerId(), cancellation))
        {
            return NotFound();
        }

        this.Confirm("The e-mail is being tried again. If it keeps failing it comes back to this list.");
        return Redirect(PrivacyRoutes.OfficerLetters + "#" + Confirmation.Fragment);
    }

    /// <summary>Gives it up, with a reason.</summary>
    [HttpPost(PrivacyRoutes.OfficerLetterGiveUp)]
    public async Task<IActionResult> GiveUp(Guid letterId, LetterPage page, CancellationToken cancellation)
    {
        if (await letters.FindAsync(letterId, cancellation) is not { MayBeGivenUp: true } letter)
        {
            return NotFound();
        }

        if (page.Reason is not { } reason || !Enum.IsDefined(reason))
        {
            ModelState.Remove(nameof(page.Reason));
            ModelState.AddModelError(nameof(page.Reason), "Choose why the e-mail need not be sent.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Letter", new LetterPage { Shown = Show(letter) });
        }

        if (!await decisions.GiveUpAsync(letterId, reason, User.OfficerId(), cancellation))
        {
            return NotFound();
        }

        this.Confirm("The e-mail was given up and its content deleted. Why is noted.");
        return Redirect(PrivacyRoutes.OfficerLetters + "#" + Confirmation.Fragment);
    }

    private ShownLetter Show(DeadLetter letter) => new(letter, pages.DayOf(letter.DecidedAt), pages.DayOf(letter.DeadAt));
}
