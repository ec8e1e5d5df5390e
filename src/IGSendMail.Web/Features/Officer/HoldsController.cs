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

    /// <summary>Asks why, before a hold is lifted.</summary>
    [HttpGet(PrivacyRoutes.OfficerHoldLift)]
    public async Task<IActionResult> Lift(Guid holdId, CancellationToken cancellation) =>
        await holds.FindAsync(holdId, cancellation) is { LiftsAt: null } hold ? LiftPage(new LiftForm(), hold) : NotFound();

    /// <summary>The hold goes after the time to think again.</summary>
    [HttpPost(PrivacyRoutes.OfficerHoldLift)]
    public async Task<IActionResult> OrderLift(Guid holdId, LiftForm form, CancellationToken cancellation)
    {
        if (await holds.FindAsync(holdId, cancellation) is not { LiftsAt: null } hold)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return LiftPage(form, hold);
        }

        return await holds.OrderLiftAsync(holdId, form.Reason!.Value, User.OfficerId(), cancellation)
            ? Changed($"The hold is lifted in {Moments.Days(HoldLifts.ThinkAgain)}. Until then it holds, and you can keep it here.")
            : Changed("Somebody else decided about this hold at the same moment. This page shows how it stands.");
    }

    /// <summary>The officer has thought again.</summary>
    [HttpPost(PrivacyRoutes.OfficerHoldKeep)]
    public async Task<IActionResult> Keep(Guid holdId, CancellationToken cancellation) => Changed(
        await holds.KeepAsync(holdId, User.OfficerId(), cancellation)
            ? "The hold stays. Nothing that it covers was deleted."
            : "This hold cannot be kept any more: it is lifted, or nobody was about to lift it.");

    private RedirectResult Changed(string what)
    {
        this.Confirm(what);
        return Redirect(PrivacyRoutes.OfficerHolds + "#" + Confirmation.Fragment);
    }

    private ViewResult LiftPage(LiftForm form, LegalHold hold)
    {
        (form.Hold, form.GoesAt) = (hold, pages.Now + HoldLifts.ThinkAgain);
        return View("/Features/Officer/LiftHold.cshtml", form);
    }

    private async Task<IActionResult> PageAsync(HoldForm form, CancellationToken cancellation)
    {
        (form.Active, form.Today) = (await holds.ActiveAsync(cancellation), pages.DayOf(pages.Now));
        return View("/Features/Officer/Holds.cshtml", form);
    }
}
