using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Whoever has shown a mailbox by one request goes on with the others that wait in it, or drops them.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class RequestsBesideController(OwnRequests own, RequestsBeside beside, RequesterSession session) : Controller
{
    /// <summary>One press of whoever has shown the mailbox stands for its own link; its page opens.</summary>
    [HttpPost(PrivacyRoutes.ConfirmBeside)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Confirm(string reference, [FromForm(Name = "Beside")] string? other, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        if (await beside.ConfirmAsync(request, other ?? "", cancellation) is not { } confirmed)
        {
            return this.BackTo(request.Reference, "BesideGone");
        }

        await session.OpenAsync(HttpContext, confirmed.Id, cancellation);
        return this.BackTo(confirmed.Reference, "BesideConfirmed");
    }

    /// <summary>Somebody else asked for it: it ends, and the address goes from it.</summary>
    [HttpPost(PrivacyRoutes.DropBeside)]
    [Limited(LimitedAct.Code)]
    public async Task<IActionResult> Drop(string reference, [FromForm(Name = "Beside")] string? other, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        return this.BackTo(request.Reference, await beside.DropAsync(request, other ?? "", cancellation) ? "BesideDropped" : "BesideGone");
    }
}
