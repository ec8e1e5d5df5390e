using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The way in for anyone: what one can ask for, and the form.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RequestsController(RequestIntake intake, RequesterSession session) : Controller
{
    /// <summary>What one can ask for, and how; and the way back to what was asked, also in the browser that has opened its page.</summary>
    [HttpGet(PrivacyRoutes.Requests)]
    [Compressed]
    public async Task<IActionResult> Index(
        [FromServices] RequestCases cases, CancellationToken cancellation)
    {
        IReadOnlyList<DataSubjectRequest> own = User.IsCustomer() ? await cases.OfCustomerAsync(User.Customer(), cancellation)
            : await session.RequestIdAsync(HttpContext, cancellation) is { } id && await cases.FindAsync(id, cancellation) is { } opened ? [opened]
            : [];
        return View(own);
    }

    /// <summary>The form.</summary>
    [HttpGet(PrivacyRoutes.NewRequest)]
    public IActionResult New() => View(new NewRequestForm());

    /// <summary>Takes the request. The answer is the same whether the address is known or not.</summary>
    [HttpPost(PrivacyRoutes.NewRequest)]
    [Limited(LimitedAct.Request, Target = nameof(NewRequestForm.Email))]
    [SameOrigin]
    public async Task<IActionResult> New(NewRequestForm form, CancellationToken cancellation)
    {
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(form);
        }

        var id = await intake.AskByMailAsync(form.Read(), EmailAddress.Of(form.Email!), SiteLanguages.Now, cancellation);
        await session.AwaitAsync(HttpContext, id, cancellation);
        return Redirect(SiteLanguages.Address(HttpContext, PrivacyRoutes.RequestSent));
    }
}
