using IGSendMail.Privacy.Holds;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Officer;

/// <summary>What must not be deleted for now.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class HoldsController(LegalHolds holds, RequestPages pages) : Controller
{
    /// <summary>Holds in force, and the form.</summary>
    [HttpGet(PrivacyRoutes.OfficerHolds)]
    public Task<IActionResult> Index(CancellationToken cancellation) => PageAsync(new HoldForm(), cancellation);

    /// <summary>Places one.</summary>
    [HttpPost(PrivacyRoutes.OfficerHolds)]
    public async Task<IActionResult> Place(HoldForm form, CancellationToken cancellation)
    {
        if (ModelState.IsValid && form.ReviewOn <= pages.DayOf(pages.Now))
        {
            ModelState.AddModelError(nameof(form.ReviewOn), "Enter a day after today.");
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await PageAsync(form, cancellation);
        }

        this.Confirm(await holds.PlaceAsync(form.Read(), User.OfficerId(), cancellation)
            ? "The hold is placed. Deletions that it covers wait, also those that have begun."
            : $"Nothing was changed: {LegalHolds.MostActive} holds are in force already. Lift one first.");
        return Redirect(PrivacyRoutes.OfficerHolds + "#" + Confirmation.Fragment);
    }

    [HttpPost(PrivacyRoutes.OfficerHoldLift)]
    public async Task<IActionResult> Lift(Guid holdId, CancellationToken cancellation)
    {
        if (!await holds.LiftAsync(holdId, User.OfficerId(), cancellation))
        {
            return NotFound();
        }

        this.Confirm("The hold is lifted. What was due meanwhile is deleted at the next round.");
        return Redirect(PrivacyRoutes.OfficerHolds + "#" + Confirmation.Fragment);
    }

    private async Task<IActionResult> PageAsync(HoldForm form, CancellationToken cancellation)
    {
        (form.Active, form.Today) = (await holds.ActiveAsync(cancellation), pages.DayOf(pages.Now));
        return View("/Features/Officer/Holds.cshtml", form);
    }
}
