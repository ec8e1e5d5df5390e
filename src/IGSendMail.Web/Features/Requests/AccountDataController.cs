using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The way in for a signed-in customer. The password is asked again before data is handed out or deleted.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AccountDataController(
    RequestIntake intake, RequestCases cases, ErasureReviews reviews, ErasureForecast forecast, ISubjectDirectory directory,
    IPasswordCheck passwords, RequesterSession session) : Controller
{
    /// <summary>What one can ask for, and what was asked.</summary>
    [HttpGet(PrivacyRoutes.AccountData)]
    public Task<IActionResult> Show(CancellationToken cancellation) => PageAsync(new AccountDataForm(), cancellation);

    /// <summary>Takes an access or portability request, or goes on with one that waited for the sign-in.</summary>
    [HttpPost(PrivacyRoutes.AccountData)]
    [HashesPassword]
    public async Task<IActionResult> Ask(AccountDataForm form, CancellationToken cancellation)
    {
        await this.CheckPasswordAsync(passwords, form.Password);
        if (!ModelState.IsValid || await HolderAsync(cancellation) is not { } holder)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await PageAsync(form, cancellation);
        }

        var request = form.Reference is { } reference
            ? await intake.ContinueSignedInAsync(holder, reference, Fulfilment.Erasure, cancellation)
            : await intake.AskSignedInAsync(holder, form.Read(), SiteLanguages.Now, cancellation);
        return request is null ? NotFound() : await TakenAsync(request, cancellation);
    }

    /// <summary>Shows what an erasure would delete and what would stay.</summary>
    [HttpGet(PrivacyRoutes.AccountDataErase)]
    public Task<IActionResult> Erase([FromQuery] string? reference, CancellationToken cancellation) =>
        ReviewAsync(new EraseForm { Reference = reference }, cancellation);

    /// <summary>Orders the erasure after its review.</summary>
    [HttpPost(PrivacyRoutes.AccountDataErase)]
    [HashesPassword]
    public async Task<IActionResult> EraseNow(EraseForm form, CancellationToken cancellation)
    {
        await this.CheckPasswordAsync(passwords, form.Password);
        if (!ModelState.IsValid || await HolderAsync(cancellation) is not { } holder)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await ReviewAsync(form, cancellation);
        }

        var request = form.Reference is { } reference
            ? await intake.ContinueSignedInAsync(holder, reference, null, cancellation)
            : await intake.AskSignedInAsync(holder, form.Read(), SiteLanguages.Now, cancellation);
        return request is null ? NotFound() : await TakenAsync(request, cancellation);
    }

    private async Task<RedirectResult> TakenAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        // An erasure ends the sign-in; this browser may still look at the page of the request.
        await session.OpenAsync(HttpContext, request.Id, cancellation);
        return this.BackTo(request.Reference, "Taken");
    }

    private Task<AccountHolder?> HolderAsync(CancellationToken cancellation) =>
        directory.HolderOfAsync(User.AccountId(), cancellation);

    private async Task<IActionResult> PageAsync(AccountDataForm form, CancellationToken cancellation)
    {
        form.Requests = await cases.OfCustomerAsync(User.Customer(), cancellation);
        return View("/Features/Requests/AccountData.cshtml", form);
    }

    private async Task<IActionResult> ReviewAsync(EraseForm form, CancellationToken cancellation)
    {
        form.Lines = await forecast.OfAccountAsync(User.AccountId(), cancellation);
        form.Others = await reviews.OthersAsync(User.Customer(), cancellation);
        return View("/Features/Requests/Erase.cshtml", form);
    }
}
