using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Officer;

/// <summary>An officer writes down a correction that was made by hand. That an officer read what the person wrote is entered in the audit trail.</summary>
[Authorize(Policy = SitePolicies.Officer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class OfficerCorrectionController(RequestCases cases, RequestPages pages, RequestDecisions decisions) : Controller
{
    /// <summary>What the person wrote, and the fields for the evidence.</summary>
    [HttpGet(PrivacyRoutes.OfficerCorrect)]
    public async Task<IActionResult> Show(string reference, CancellationToken cancellation)
    {
        if (await WaitingAsync(reference, cancellation) is not { } request)
        {
            return NotFound();
        }

        await cases.EnterReadingAsync(request, User.OfficerId(), cancellation);
        return await PageAsync(request, new OfficerCorrectionForm(), cancellation);
    }

    /// <summary>Writes it down.</summary>
    [HttpPost(PrivacyRoutes.OfficerCorrect)]
    public async Task<IActionResult> Complete(string reference, OfficerCorrectionForm form, CancellationToken cancellation)
    {
        if (await WaitingAsync(reference, cancellation) is not { } request)
        {
            return NotFound();
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return await PageAsync(request, form, cancellation);
        }

        this.Confirm(await decisions.CompleteCorrectionAsync(
            request.Id, new(form.OldValue!.Trim(), form.NewValue!.Trim()), User.OfficerId(), cancellation)
            ? "The correction is written down, and the person gets an e-mail."
            : "Nothing was changed: the request was settled meanwhile.");
        return Redirect(PrivacyLinks.OfficerRequest(request.Reference) + "#" + Confirmation.Fragment);
    }

    private async Task<DataSubjectRequest?> WaitingAsync(string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request
        && new OfficerCase(pages.Make(await cases.OpenAsync(request, cancellation), RequestPageWords.OfSite), null, pages.DayOf(pages.Now)).WaitsForCorrection
            ? request
            : null;

    private async Task<IActionResult> PageAsync(
        DataSubjectRequest request, OfficerCorrectionForm form, CancellationToken cancellation)
    {
        form.Page = await pages.MakeOwnAsync(await cases.OpenAsync(request, cancellation), cancellation);
        return View("/Features/Officer/Correct.cshtml", form);
    }
}

/// <summary>The evidence of a correction.</summary>
public sealed class OfficerCorrectionForm
{
    /// <summary>The request.</summary>
    [BindNever]
    [ValidateNever]
    public RequestPage Page { get; set; } = null!;

    /// <summary>What stood there.</summary>
    [Required(ErrorMessage = "Write what stood there.")]
    [StringLength(Corrections.LongestWish, ErrorMessage = "Write it in 1,000 characters or fewer.")]
    public string? OldValue { get; set; }

    /// <summary>What stands there now.</summary>
    [Required(ErrorMessage = "Write what stands there now.")]
    [StringLength(Corrections.LongestWish, ErrorMessage = "Write it in 1,000 characters or fewer.")]
    public string? NewValue { get; set; }
}
