using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Ends requests that nobody confirmed and those whose account holder never signed in to go on, answers with categories
/// those who showed no further fact, and takes back extensions whose notice did not leave in time.
/// </summary>
public sealed class RequestExpiry(
    IDbContextFactory<IGSendMailContext> contexts, RequestMail mail, AuditTrail trail, Vault vault,
    SiteOptions site, TimeProvider time)
{
    private const int Slice = 50;

    /// <summary>Ends what is over, slice by slice.</summary>
    public async Task RunAsync(HeldLease lease, CancellationToken cancellation)
    {
        while (await ExpireSliceAsync(lease, cancellation) | await RefuseSliceAsync(lease, cancellation)
            | await NarrowSliceAsync(lease, cancellation) | await LapseSliceAsync(lease, cancellation))
        {
        }
    }

    private async Task<bool> ExpireSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var over = await db.DataSubjectRequests().AsNoTracking()
            .Where(r => r.ClosedAt == null && r.State == RequestState.AwaitingConfirmation && r.TokenExpiresAt <= now)
            .OrderBy(r => r.AnswerDue).Select(r => r.Id).Take(Slice).ToListAsync(cancellation);
        foreach (var id in over)
        {
            // The key first: should this stop half-way, the contact is unreadable and the row is taken up again.
            await vault.DestroyKeyAsync(PersonKeys.Request.Of(id), cancellation);
        }

        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var requests = await db.DataSubjectRequests().Where(r => over.Contains(r.Id)).ToListAsync(token);
            foreach (var request in requests.Where(r => r.State == RequestState.AwaitingConfirmation))
            {
                request.Become(RequestState.Expired, now, RequestReason.NotConfirmedInTime);
                request.ForgetContact();
                await trail.NoteAsync(db, request, RequestEventKind.Expired, token);
            }

            await Corrections.ForgetAsync(db, over, token);
        }, cancellation);
        return over.Count == Slice;
    }

    /// <summary>
    /// Within the lawful time and with reasons (GDPR Art. 12(4)): the letter leaves at the beginning of the last day.
    /// </summary>
    private async Task<bool> RefuseSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var today = RequestClock.DayOf(now, site.Zone);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var over = await db.DataSubjectRequests()
                .Where(r => r.ClosedAt == null && r.State == RequestState.AwaitingSignIn && r.AnswerDue <= today)
                .OrderBy(r => r.AnswerDue).Take(Slice).ToListAsync(token);
            foreach (var request in over)
            {
                if (await mail.ContactOfAsync(request, token) is { } contact)
                {
                    await mail.SendRefusedAsync(db, request, contact, RequestReason.NotSignedInInTime, token);
                }

                request.Become(RequestState.Refused, now, RequestReason.NotSignedInInTime);
                request.ForgetContact();
                await trail.NoteAsync(db, request, RequestEventKind.Refused, token);
            }

            await Corrections.ForgetAsync(db, [.. over.Select(r => r.Id)], token);
            return over.Count == Slice;
        }, cancellation);
    }

    private async Task<bool> NarrowSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var before = time.GetUtcNow() - KnownFacts.WaitFor;
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var over = await db.DataSubjectRequests()
                .Where(r => r.ClosedAt == null && r.State == RequestState.AwaitingFacts && r.ReceivedAt <= before)
                .OrderBy(r => r.AnswerDue).Take(Slice).ToListAsync(token);
            foreach (var request in over)
            {
                request.Become(RequestState.Received, time.GetUtcNow());
                await KnownFacts.NarrowAsync(db, trail, request, token);
            }

            return over.Count == Slice;
        }, cancellation);
    }

    private async Task<bool> LapseSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var today = RequestClock.DayOf(time.GetUtcNow(), site.Zone);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var over = await db.DataSubjectRequests()
                .Where(r => r.ClosedAt == null && r.ExtendedFrom != null && r.ExtendedFrom < today)
                .OrderBy(r => r.AnswerDue).ThenBy(r => r.Id).Take(Slice).ToListAsync(token);
            var notices = over.ConvertAll(r => RequestMail.ExtensionKey(r.Id));
            var waiting = await db.OutboxMessages().Where(m => notices.Contains(m.Key)).Select(m => m.Key).ToListAsync(token);
            var lapsed = over.FindAll(r => RequestExtension.HasLapsed(
                r.ExtendedFrom!.Value, today, waiting.Contains(RequestMail.ExtensionKey(r.Id))));
            foreach (var request in lapsed)
            {
                (request.AnswerDue, request.ExtendedFrom, request.ExtensionReason) = (request.ExtendedFrom!.Value, null, null);
                await trail.NoteAsync(db, request, RequestEventKind.ExtensionLapsed, token);
            }

            // Those that hold stay among the first: another round brings the same ones.
            return lapsed.Count == Slice;
        }, cancellation);
    }
}
