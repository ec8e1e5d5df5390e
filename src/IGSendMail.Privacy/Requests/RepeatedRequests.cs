using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Requests that a restore lost or brought back as they were. Where the work on one was lost with the database, it is begun once more: an
/// erasure is ordered anew, and a package that its person may still download is made anew and announced again.
/// </summary>
/// <remarks>One of which nobody knows any more who asked says nothing of anybody: it has no owner.</remarks>
internal sealed class RepeatedRequests(Vault vault, RetentionPeriods periods) : ToldRows<DataSubjectRequest>(
    vault, RequestToldKinds.Request, nameof(DataSubjectRequest.Id), r => r.Contact is null && r.AddressHash is null ? null : r.AccountId ?? r.Id)
{
    /// <inheritdoc />
    public override async Task RepeatAsync(IGSendMailContext db, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        await base.RepeatAsync(db, lost, cancellation);
        List<Guid> ids = [.. lost.Select(f => f.Subject)];
        var stillKept = periods[PackagePeriods.Exports].Before(db.Time.GetUtcNow());
        foreach (var request in await db.DataSubjectRequests()
            .Where(r => ids.Contains(r.Id) && r.Contact != null)
            .Where(r => r.State == RequestState.InProgress || r.State == RequestState.PartlyDone || (r.State == RequestState.Done && r.ClosedAt > stillKept))
            .Where(r => !db.ErasureRuns().Any(e => e.RequestId == r.Id) && !db.ExportPackages().Any(p => p.RequestId == r.Id))
            .ToListAsync(cancellation))
        {
            if (request.Right.FulfilledBy() is Fulfilment.Package or Fulfilment.PortablePackage
                || (request.Right.FulfilledBy() == Fulfilment.Erasure && request.State != RequestState.Done))
            {
                request.BeginAgain();
            }
        }
    }
}
