using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>An officer lets a deletion go on that waits for one: because its plan never stood, or because a place does not answer.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErasureController(RequestCases cases, ErasurePlans plans, ErasureDecisions decisions) : Controller
{
    /// <summary>Plans it anew and goes on.</summary>
    [HttpPost(PrivacyRoutes.OfficerErasureContinue)]
    public async Task<IActionResult> GoOn(string reference, CancellationToken cancellation) =>
        await PlanAsync(reference, cancellation) is { } plan
        && await decisions.ContinueAsync(plan.RunId, User.OfficerId(), cancellation)
            ? Said(reference, "It is planned anew, and carried out if that plan stands.")
            : NotFound();

    /// <summary>Tries a place again that was given up.</summary>
    [HttpPost(PrivacyRoutes.OfficerErasureRetry)]
    public async Task<IActionResult> TryAgain(string reference, [FromForm] string? place, CancellationToken cancellation) =>
        await PlanAsync(reference, cancellation) is { } plan
        && plan.Stores.Any(p => p.StoreKey == place)
        && await decisions.TryStoreAgainAsync(plan.RunId, place!, User.OfficerId(), cancellation)
            ? Said(reference, "The place is being tried again.")
            : NotFound();

    private async Task<ErasurePlan?> PlanAsync(string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request
            ? await plans.OfRequestAsync(request.Id, cancellation)
            : null;

    private RedirectResult Said(string reference, string words)
    {
        this.Confirm(words);
        return Redirect(PrivacyLinks.OfficerRequest(reference) + "#" + Confirmation.Fragment);
    }
}
