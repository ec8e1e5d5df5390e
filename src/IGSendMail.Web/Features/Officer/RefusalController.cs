using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>An officer says no to a request, with a reason that the law knows.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RefusalController(RequestCases cases, RequestDecisions decisions) : Controller
{
    private const string Page = "/Features/Officer/Refuse.cshtml";

    /// <summary>The reasons, and what follows.</summary>
    [HttpGet(PrivacyRoutes.OfficerRefuse)]
    public async Task<IActionResult> Show(string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request && request.State.MayBeRefusedByOfficer()
            ? View(Page, new RefusalForm { Request = request })
            : NotFound();

    /// <summary>Refuses.</summary>
    [HttpPost(PrivacyRoutes.OfficerRefuse)]
    public async Task<IActionResult> Refuse(string reference, RefusalForm form, CancellationToken cancellation)
    {
        if (await cases.FindAsync(reference, cancellation) is not { } request)
        {
            return NotFound();
        }

        if (form.Reason is not { } reason || !RequestStates.OfficerReasons.Contains(reason))
        {
            ModelState.Remove(nameof(form.Reason));
            ModelState.AddModelError(nameof(form.Reason), "Choose why the request is refused: the person is told.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(Page, new RefusalForm { Request = request });
        }

        this.Confirm(await decisions.RefuseAsync(request.Id, reason, User.OfficerId(), cancellation)
            ? "The request is refused. An e-mail with the reason and the remedies is on its way."
            : "Nothing was changed: the work on the request has begun, or it is over.");
        return Redirect(PrivacyLinks.OfficerRequest(request.Reference) + "#" + Confirmation.Fragment);
    }
}
