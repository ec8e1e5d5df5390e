using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The way in for anyone: the form, the letter's link, the confirmation.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RequestsController(RequestIntake intake, RequestLinks links, RequesterSession session) : Controller
{
    /// <summary>What one can ask for, and how.</summary>
    [HttpGet(SiteRoutes.Requests)]
    public async Task<IActionResult> Index(
        [FromServices] RequestCases cases, [FromServices] UserAddresses addresses, CancellationToken cancellation)
    {
        IReadOnlyList<DataSubjectRequest> own = User.IsCustomer()
            ? await cases.OfHolderAsync(User.AccountId(), await addresses.HashOfAsync(User.UserId(), cancellation), cancellation)
            : [];
        return View(own);
    }

    /// <summary>The form.</summary>
    [HttpGet(SiteRoutes.NewRequest)]
    public IActionResult New() => View(new NewRequestForm());

    /// <summary>Takes the request. The answer is the same whether the address is known or not.</summary>
    [HttpPost(SiteRoutes.NewRequest)]
    public async Task<IActionResult> New(NewRequestForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(form);
        }

        await intake.AskByMailAsync(form.ReadRight(), form.ReadRegime(), form.Email!, "en", cancellation);
        return Redirect(SiteRoutes.RequestSent);
    }

    /// <summary>What happens next.</summary>
    [HttpGet(SiteRoutes.RequestSent)]
    public IActionResult Sent() => View();

    /// <summary>Shows what the link in a letter would do. Mail scanners open links: looking changes nothing.</summary>
    [HttpGet(SiteRoutes.ConfirmRequest)]
    public async Task<IActionResult> Confirm([FromQuery] string? token, CancellationToken cancellation) =>
        await links.LookAsync(token, cancellation) is { } preview
            ? View(new ConfirmPage(preview, token!))
            : LinkGone();

    /// <summary>Uses the link up.</summary>
    [HttpPost(SiteRoutes.ConfirmRequest)]
    public async Task<IActionResult> ConfirmNow([FromForm] string? token, CancellationToken cancellation)
    {
        if (await links.RedeemAsync(token, cancellation) is not { } request)
        {
            return LinkGone();
        }

        session.Open(Response, request.Id);
        this.Confirm(request.State == RequestState.AwaitingSignIn
            ? "Thank you, the mailbox is yours. One step is left: sign in, and go on with the request there."
            : "Thank you, that worked. This page shows where your request stands.");
        return Redirect(RequestPages.PathOf(request) + "#" + Confirmation.Fragment);
    }

    private ViewResult LinkGone()
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("LinkGone");
    }
}

/// <summary>What a link will do.</summary>
/// <param name="Preview">The request behind it.</param>
/// <param name="Token">The link's secret, to be sent back by the button.</param>
public sealed record ConfirmPage(LinkPreview Preview, string Token);
