using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Links a request with an earlier one of the same person. Neither blocks, cancels or shows the other to a stranger.</summary>
internal static class Duplicates
{
    /// <summary>The earliest open request for the same by the same person, once it is shown whose this one is.</summary>
    public static Task<Guid?> FindAsync(
        IGSendMailContext db, DataSubjectRequest request, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        var open = db.DataSubjectRequests().AsNoTracking().Where(r =>
            r.Right == request.Right && r.Id != request.Id && r.ReceivedAt <= request.ReceivedAt
            && r.ClosedAt == null && r.State != RequestState.AwaitingConfirmation);
        var own = request.AccountId is { } account
            ? open.Where(r => r.AccountId == account)
            : open.Where(r => r.AccountId == null && addressHashes.Contains(r.AddressHash!.Value));
        return own.OrderBy(r => r.ReceivedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(cancellation);
    }
}
