using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Finds a request for the person who asked: signed in to its account, or by the link in our letter. For nobody else.</summary>
public sealed class OwnRequests(RequestCases cases, RequesterSession session)
{
    /// <summary>The request, or null: whether it exists is not told to others.</summary>
    public async Task<DataSubjectRequest?> FindAsync(HttpContext context, string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request
        && ((context.User.IsCustomer() && request.AccountId == context.User.AccountId())
            || await session.RequestIdAsync(context, cancellation) == request.Id)
            ? request
            : null;

    /// <summary>Where everybody else is led, whether the request exists or not: to the page that has a link sent to its address.</summary>
    public static IActionResult Elsewhere(string reference) =>
        RequestReference.IsWellFormed(reference) ? new RedirectResult(PrivacyLinks.RequestLink(reference)) : new NotFoundResult();
}
