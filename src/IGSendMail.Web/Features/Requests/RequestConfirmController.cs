using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The second step of a request: its person shows, by the link or the code of an e-mail, that the mailbox is theirs.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RequestConfirmController(RequestLinks links, RequesterSession session, LetterTroubles troubles) : Controller
{
    /// <summary>What happens next, with a field for the code.</summary>
    [HttpGet(PrivacyRoutes.RequestSent)]
    public async Task<IActionResult> Sent(CancellationToken cancellation) => View(new CodeForm
    {
        Trouble = await TroubleAsync(cancellation),
        CanBeUsed = Request.BroughtFormCookie(),
    });

    /// <summary>Uses the code of the letter, in the browser that asked.</summary>
    [HttpPost(PrivacyRoutes.RequestCode)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Code(CodeForm form, CancellationToken cancellation)
    {
        if (await session.AwaitedIdAsync(HttpContext, cancellation) is { } awaited
            && await links.RedeemCodeAsync(awaited, form.Code, cancellation) is { } request)
        {
            return await ConfirmedAsync(request, cancellation);
        }

        ModelState.AddModelError(nameof(form.Code), RequestFormWords.Now["WrongCode"]);
        Response.StatusCode = StatusCodes.Status400BadRequest;
        form.Trouble = await TroubleAsync(cancellation);
        return View("Sent", form);
    }

    /// <summary>Only the browser that asked learns that a mailbox takes no e-mail.</summary>
    private async Task<LetterTrouble?> TroubleAsync(CancellationToken cancellation) =>
        await session.AwaitedIdAsync(HttpContext, cancellation) is { } awaited ? await troubles.FindAsync(RequestMail.DecisionsOf(awaited), cancellation) : null;

    /// <summary>Shows what the link in a letter would do. Mail scanners open links: looking changes nothing.</summary>
    [HttpGet(PrivacyRoutes.ConfirmRequest)]
    public async Task<IActionResult> Confirm([FromQuery] string? token, CancellationToken cancellation) =>
        await links.LookAsync(token, cancellation) is { } preview
            ? View(new ConfirmPage(preview, token!, ChangesAddressOfAnother(preview.Request)))
            : LinkGone();

    /// <summary>Uses the link up.</summary>
    [HttpPost(PrivacyRoutes.ConfirmRequest)]
    [Limited(LimitedAct.Code)]
    [SameOrigin]
    public async Task<IActionResult> ConfirmNow([FromForm] string? token, CancellationToken cancellation)
    {
        // A wrong secret is counted by looking already.
        if (await links.LookAsync(token, cancellation) is not { } preview)
        {
            return LinkGone();
        }

        if (ChangesAddressOfAnother(preview.Request))
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
            return View("Confirm", new ConfirmPage(preview, token!, SignInFirst: true));
        }

        if (!Request.BroughtFormCookie() && preview.Request.State != RequestState.AwaitingConfirmation)
        {
            // The link would be used up, and the page that it opens stay shut.
            return View("WithoutCookies", new WithoutCookiesPage(preview.Request, IsConfirmed: false));
        }

        return await links.RedeemAsync(token, cancellation) is not { } request ? LinkGone()
            : Request.BroughtFormCookie() ? await ConfirmedAsync(request, cancellation)
            : View("WithoutCookies", new WithoutCookiesPage(request, IsConfirmed: true));
    }

    private async Task<RedirectResult> ConfirmedAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        await session.OpenAsync(HttpContext, request.Id, cancellation);
        return this.BackTo(request.Reference, request.State switch
        {
            RequestState.AwaitingSignIn => "ThanksSignIn",
            RequestState.AwaitingFacts => "ThanksFacts",
            _ => "Thanks",
        });
    }

    /// <summary>A mistyped new address reaches a stranger: it is put in only by the holder of the account.</summary>
    private bool ChangesAddressOfAnother(DataSubjectRequest request) =>
        request is { State: RequestState.AwaitingConfirmation, AccountId: { } account }
        && !(User.IsCustomer() && User.AccountId() == account);

    private ViewResult LinkGone()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("LinkGone");
    }
}
