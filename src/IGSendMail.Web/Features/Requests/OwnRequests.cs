using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Finds a request for the person who asked: signed in to its account, or by the link in our letter. For nobody else.</summary>
public sealed class OwnRequests(RequestCases cases, RequesterSession session)
{
    /// <summary>The request, or null: whether it exists is not told to others.</summary>
    public async Task<DataSubjectRequest?> FindAsync(HttpContext context, string reference, CancellationToken cancellation) =>
        await cases.FindAsync(reference, cancellation) is { } request
        && ((context.User.IsCustomer() && request.AccountId == context.User.AccountId())
            || session.RequestId(context.Request) == request.Id)
            ? request
            : null;
}
