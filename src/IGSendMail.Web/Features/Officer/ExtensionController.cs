using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>An officer takes more time for a request, with a reason, before its first deadline.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ExtensionController(RequestCases cases, RequestPages pages, RequestDecisions decisions) : Controller
{
    private const string Page = "/Features/Officer/Extend.cshtml";

    /// <summary>The reasons, and what follows.</summary>
    [HttpGet(PrivacyRoutes.OfficerExtend)]
    public async Task<IActionResult> Show(string reference, CancellationToken cancellation) =>
        await FormAsync(reference, cancellation) is { } form ? View(Page, form) : NotFound();

    [HttpPost(PrivacyRoutes.OfficerExtend)]
    public async Task<IActionResult> Extend(string reference, ExtensionForm form, CancellationToken cancellation)
    {
        if (await cases.FindAsync(reference, cancellation) is not { } request)
        {
            return NotFound();
        }

        if (form.Reason is not { } reason || !Enum.IsDefined(reason))
        {
            if (await FormAsync(reference, cancellation) is not { } again)
            {
                return NotFound();
            }

            ModelState.Remove(nameof(form.Reason));
            ModelState.AddModelError(nameof(form.Reason), "Choose why it takes longer: the person is told.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View(Page, again);
        }

        this.Confirm(await decisions.ExtendAsync(request.Id, reason, User.OfficerId(), cancellation)
            ? "The deadline is extended. An e-mail with the reason is on its way; it counts only if that leaves before the first deadline."
            : "Nothing was changed: the first deadline is over, it was extended before, or the request is answered.");
        return Redirect(PrivacyLinks.OfficerRequest(request.Reference) + "#" + Confirmation.Fragment);
    }

    private async Task<ExtensionForm?> FormAsync(string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request
        && RequestExtension.DayFor(request, pages.DayOf(request.ReceivedAt), pages.DayOf(pages.Now)) is { } day
            ? new ExtensionForm { Request = request, ExtendedTo = day }
            : null;
}
