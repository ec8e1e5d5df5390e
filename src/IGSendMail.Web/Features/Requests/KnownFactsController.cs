using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The question that California asks before specific pieces are handed out to people without an account.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class KnownFactsController(RequestCases cases, RequestPages pages, OwnRequests own, KnownFacts facts) : Controller
{
    /// <summary>Shows a further fact, so that specific pieces can be handed out.</summary>
    [HttpPost(PrivacyRoutes.RequestFacts)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Facts(
        string reference, FactsForm form, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        var answer = ModelState.IsValid ? await facts.ShowAsync(request.Id, form.Earlier, cancellation) : FactsAnswer.Wrong;
        if (answer != FactsAnswer.Wrong)
        {
            return this.BackTo(request.Reference, FactsForm.Told(answer));
        }

        if (ModelState.IsValid)
        {
            ModelState.AddModelError(nameof(form.Earlier), RequestPageWords.Now["FactsNotOurs"]);
        }

        form.Reference = request.Reference;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        var page = await pages.MakeOwnAsync(await cases.OpenAsync(request, cancellation), cancellation);
        return View(RequestPage.View, page with { Facts = form });
    }

    /// <summary>The categories are enough.</summary>
    [HttpPost(PrivacyRoutes.RequestCategories)]
    public async Task<IActionResult> Categories(
        string reference, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        return this.BackTo(
            request.Reference, FactsForm.Told(await facts.NarrowAsync(request.Id, cancellation) ? FactsAnswer.Narrowed : FactsAnswer.TooLate));
    }
}
