using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Whoever has shown a mailbox by the link or code of a request may do away with a new account that nobody confirmed with its address.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UnprovedAccountController(
    OwnRequests own, RequestAddresses addresses, IUnprovedAccounts unproved, IGSendMailContext db) : Controller
{
    /// <summary>Has it deleted.</summary>
    [HttpPost(PrivacyRoutes.RequestUnproved)]
    public async Task<IActionResult> Close(string reference, CancellationToken cancellation)
    {
        if (await own.FindAsync(HttpContext, reference, cancellation) is not { } request)
        {
            return OwnRequests.Elsewhere(reference);
        }

        if (request.AccountId is not null || !request.State.IsConfirmed())
        {
            return NotFound();
        }

        var mailbox = await addresses.HashesOfAsync(request, cancellation);
        var closed = await db.WriteAsync(WriteUrgency.Interactive, token => unproved.CloseAsync(db, mailbox, token), cancellation);
        unproved.Ring();
        return this.BackTo(request.Reference, closed ? "UnprovedDone" : "UnprovedGone");
    }
}
