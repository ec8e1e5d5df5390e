using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>
/// Remembers for a short while that a visitor has shown whose request it is: by the link or code in our letter, or by ordering it while signed
/// in. The same cookie remembers the request that was just made. It holds a random key; what the key opens, and until when, is a row
/// (<see cref="RequestVisit"/>).
/// </summary>
public sealed class RequesterSession(RequestVisits visits, SiteCookies cookies)
{
    private SiteCookie Cookie => cookies[RequestCookies.Requester];

    /// <summary>Opens the page of one request for this visitor.</summary>
    public Task OpenAsync(HttpContext context, Guid requestId, CancellationToken cancellation) =>
        BeginAsync(context, requestId, RequestVisitKind.Opened, cancellation);

    /// <summary>Remembers which request this visitor has just made: the code of its letter works in this browser only.</summary>
    public Task AwaitAsync(HttpContext context, Guid requestId, CancellationToken cancellation) =>
        BeginAsync(context, requestId, RequestVisitKind.Awaited, cancellation);

    /// <summary>The request whose page this visitor may see, or null.</summary>
    public Task<Guid?> RequestIdAsync(HttpContext context, CancellationToken cancellation) =>
        visits.FindAsync(KeyIn(context), RequestVisitKind.Opened, cancellation);

    /// <summary>The request that this visitor has just made and not confirmed yet, or null.</summary>
    public Task<Guid?> AwaitedIdAsync(HttpContext context, CancellationToken cancellation) =>
        visits.FindAsync(KeyIn(context), RequestVisitKind.Awaited, cancellation);

    /// <summary>Ends it, here and in every copy of the cookie.</summary>
    public async Task EndAsync(HttpContext context, CancellationToken cancellation)
    {
        if (KeyIn(context) is { } key)
        {
            await visits.EndAsync(key, cancellation);
            Cookie.Expire(context.Response);
        }
    }

    private async Task BeginAsync(HttpContext context, Guid requestId, RequestVisitKind kind, CancellationToken cancellation) =>
        Cookie.Write(context.Response, await visits.BeginAsync(requestId, kind, Cookie.Lifetime!.Value, KeyIn(context), cancellation));

    private string? KeyIn(HttpContext context) => context.Request.Cookies[Cookie.Name];
}

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
