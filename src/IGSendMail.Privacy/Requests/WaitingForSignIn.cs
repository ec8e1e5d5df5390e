using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Requests that wait for their person to sign in go on as soon as nobody can: the account is gone, or nobody has shown that the mailbox of
/// its address is theirs. The mailbox of the request was shown. While the account is being erased they wait; once it is, they end with it:
/// nothing is left to answer with.
/// </summary>
public sealed class WaitingForSignIn(
    IDbContextFactory<IGSendMailContext> contexts, ISubjectDirectory directory, RequestAddresses addresses, AuditTrail trail)
{
    private const int Slice = 50;

    /// <summary>Looks at all of them, the earliest deadline first.</summary>
    public async Task RunAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = (Due: DateOnly.MinValue, Id: Guid.Empty);
        List<DataSubjectRequest> page;
        do
        {
            page = await After(db, last).Take(Slice).ToListAsync(cancellation);
            foreach (var request in page)
            {
                last = (request.AnswerDue, request.Id);
                var hashes = await addresses.HashesOfAsync(request, cancellation);
                if (request.AddressHash is null)
                {
                    await EndAsync(db, request.Id, lease, cancellation);
                }
                else if (hashes.Count > 0 && await directory.FindHolderAsync(hashes, cancellation) is null
                    && await directory.FindSignInAsync(hashes, cancellation) is not { IsProved: true })
                {
                    await GoOnAsync(db, request.Id, hashes, lease, cancellation);
                }
            }
        }
        while (page.Count == Slice);
    }

    /// <summary>Those that wait behind one that was just looked at.</summary>
    internal static IQueryable<DataSubjectRequest> After(IGSendMailContext db, (DateOnly Due, Guid Id) last) =>
        db.DataSubjectRequests().AsNoTracking()
            .Where(r => r.ClosedAt == null && r.State == RequestState.AwaitingSignIn)
            .Where(r => r.AnswerDue > last.Due || (r.AnswerDue == last.Due && r.Id.CompareTo(last.Id) > 0))
            .OrderBy(r => r.AnswerDue).ThenBy(r => r.Id);

    private async Task EndAsync(IGSendMailContext db, Guid requestId, HeldLease lease, CancellationToken cancellation)
    {
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            if (request.State == RequestState.AwaitingSignIn)
            {
                request.Become(RequestState.Refused, db.Time.GetUtcNow(), RequestReason.ErasedMeanwhile);
                await trail.NoteAsync(db, request, RequestEventKind.Refused, token);
            }
        }, cancellation);
        db.ChangeTracker.Clear();
    }

    private async Task GoOnAsync(
        IGSendMailContext db, Guid requestId, IReadOnlyList<Guid> hashes, HeldLease lease, CancellationToken cancellation)
    {
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            if (request.State != RequestState.AwaitingSignIn)
            {
                return;
            }

            await trail.NoteAsync(db, request, RequestEventKind.AccountGone, token);
            if (KnownFacts.AreNeededFor(request))
            {
                await KnownFacts.AskAsync(db, trail, request, hashes, token);
            }
            else
            {
                request.Become(RequestState.Received, db.Time.GetUtcNow());
            }
        }, cancellation);
        db.ChangeTracker.Clear();
    }
}
