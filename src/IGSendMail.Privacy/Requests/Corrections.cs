using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Remote;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Corrects what people ask to have corrected (GDPR Art. 16, Cal. Civ. Code § 1798.106), keeps what stood there and what
/// stands there now, and tells customers who hold the address (Art. 19), whether the person has an account or not.
/// </summary>
public sealed class Corrections(
    Rectifiers rectifiers, RequestAddresses addresses, RemoteCorrections others,
    RequestMail mail, Sealer sealer, AuditTrail trail, TimeProvider time, WorkBell bell)
{
    /// <summary>Longest wish in characters.</summary>
    public const int LongestWish = 1_000;

    /// <summary>Writes down what a request for correction asks for; does nothing for other rights. Inside the caller's transaction.</summary>
    /// <exception cref="ArgumentException">A correction without a wish.</exception>
    internal async Task AddAsync(
        IGSendMailContext db, DataSubjectRequest request, NewRequest asked, CancellationToken cancellation)
    {
        if (request.Right.FulfilledBy() != Fulfilment.Correction)
        {
            return;
        }

        if (asked.Wish is not { Length: > 0 and <= LongestWish } wish)
        {
            throw new ArgumentException($"A correction has a wish of 1 to {LongestWish} characters.", nameof(asked));
        }

        db.Add(new Correction
        {
            RequestId = request.Id,
            Field = asked.Field ?? CorrectionField.Other,
            Content = await sealer.SealAsync(Correction.PlaceOf(request.Id), new CorrectionContent(wish, null, null), cancellation),
            AskedAt = time.GetUtcNow(),
        });
    }

    /// <summary>What is asked for, and what came of it; null if it is none, or was erased.</summary>
    public async Task<CorrectionContent?> OpenAsync(Correction? correction, CancellationToken cancellation)
    {
        try
        {
            return correction is null ? null : await sealer.OpenAsync<CorrectionContent>(correction, correction.Content, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // The person was erased; the row follows.
            return null;
        }
    }

    /// <summary>
    /// Carries a correction out as far as a program can: a value of an account is changed, and the request is passed on to the
    /// customers who hold the address. What stands in a person's own words about an account waits for an officer.
    /// </summary>
    internal async Task AdvanceAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, HeldLease lease, CancellationToken cancellation)
    {
        var controllers = await addresses.ControllersAsync(request, cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var row = await db.DataSubjectRequests().SingleAsync(r => r.Id == request.Id, token);
            var correction = await db.Corrections().SingleOrDefaultAsync(c => c.RequestId == request.Id, token);
            if (row.State != RequestState.Received || await OpenAsync(correction, token) is not { } content)
            {
                return;
            }

            if (row.AccountId is null)
            {
                await FinishAsync(db, row, contact, null, content, controllers, token);
            }
            else if (rectifiers.Find(correction!.Field) is { } rectifier && !(correction.StoppableUntil > time.GetUtcNow()))
            {
                await ChangeAsync(db, rectifier, row, contact, correction, content, controllers, token);
            }
        }, cancellation);
        bell.Ring(Outbox.WorkName);
    }

    /// <summary>
    /// An officer has corrected something by hand. False if the request does not wait for that (any more).
    /// </summary>
    /// <param name="db">A context.</param>
    /// <param name="requestId">The request.</param>
    /// <param name="evidence">What stood there, and what stands there now.</param>
    /// <param name="officer">Who did it.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<bool> CompleteAsync(
        IGSendMailContext db, Guid requestId, CorrectionEvidence evidence, OfficerId officer, CancellationToken cancellation)
    {
        var actor = AuditActor.Officer(officer);
        var controllers = await addresses.ControllersAsync(
            await db.DataSubjectRequests().AsNoTracking().SingleAsync(r => r.Id == requestId, cancellation), cancellation);
        var done = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var request = await db.DataSubjectRequests().SingleAsync(r => r.Id == requestId, token);
            var correction = await db.Corrections().SingleOrDefaultAsync(c => c.RequestId == requestId, token);
            if (request.State != RequestState.Received
                || await OpenAsync(correction, token) is not { } content
                || await mail.ContactOfAsync(request, token) is not { } contact)
            {
                return false;
            }

            await WriteEvidenceAsync(correction!, content with { OldValue = evidence.OldValue, NewValue = evidence.NewValue }, token);
            await trail.AppendAsync(db, new AuditDeed(RequestActs.OfficerDecided, actor, request.KeyOwner)
            {
                Facts = AuditFacts.Of(("decision", RequestState.Done)),
            }, token);
            await trail.NoteAsync(db, request, RequestEventKind.Corrected, token, by: actor);
            await FinishAsync(db, request, contact, correction!.Field, content, controllers, token);
            return true;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return done;
    }

    /// <summary>
    /// What was asked for is not kept for requests that come to nothing. The context has to see each row go: so a restore does not bring it back.
    /// </summary>
    internal static async Task ForgetAsync(IGSendMailContext db, IReadOnlyList<Guid> requestIds, CancellationToken cancellation) =>
        db.RemoveRange(await db.Corrections().Where(c => requestIds.Contains(c.RequestId)).ToListAsync(cancellation));

    private async Task ChangeAsync(
        IGSendMailContext db, IRectifier rectifier, DataSubjectRequest request, RequestContact contact, Correction correction,
        CorrectionContent content, IReadOnlyList<AccountHolder> controllers, CancellationToken cancellation)
    {
        var change = await rectifier.RectifyAsync(
            db, new Rectification(new(request.AccountId!.Value, request.UserId!.Value), correction.Field, content.Wish), cancellation);
        if (change.Refused is { } reason)
        {
            await mail.SendRefusedAsync(db, request, contact, reason, cancellation);
            request.Become(RequestState.Refused, time.GetUtcNow(), reason);
            request.ForgetContact();
            db.Remove(correction);
            await trail.NoteAsync(db, request, RequestEventKind.Refused, cancellation);
            return;
        }

        await WriteEvidenceAsync(correction, content with { OldValue = change.OldValue, NewValue = content.Wish }, cancellation);
        await trail.NoteAsync(db, request, RequestEventKind.Corrected, cancellation);
        await others.PutAsync(
            db, $"request/{request.Id:N}/corrected", request.KeyOwner,
            DataSubject.Of(
                new Identifier(IdentifierKind.Account, request.AccountId.Value), new Identifier(IdentifierKind.User, request.UserId.Value)),
            correction.Field.ToString().ToLowerInvariant(), content.Wish, cancellation);
        // To the address that they had until now: whoever reads there learns of a change that was not theirs.
        await FinishAsync(db, request, contact, correction.Field, content, controllers, cancellation);
    }

    private async Task WriteEvidenceAsync(Correction correction, CorrectionContent content, CancellationToken cancellation)
    {
        correction.Content = await sealer.SealAsync(correction.Place, content, cancellation);
        correction.CorrectedAt = time.GetUtcNow();
    }

    /// <param name="corrected">What was corrected here; null if there was nothing that we could correct ourselves.</param>
    private async Task FinishAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CorrectionField? corrected, CorrectionContent content,
        IReadOnlyList<AccountHolder> controllers, CancellationToken cancellation)
    {
        // Behind the field, a new value alone says nothing to somebody else.
        var wish = corrected is null || corrected == CorrectionField.Other ? content.Wish : $"{corrected.Choice}: {content.Wish}";
        await mail.PassOnAsync(db, request, contact, controllers, wish, cancellation);
        await mail.SendCorrectedAsync(db, request, contact, corrected, PassedOn.Of(controllers), cancellation);
        request.Become(RequestState.InProgress, time.GetUtcNow());
        request.Become(RequestState.Done, time.GetUtcNow());
        await trail.NoteAsync(db, request, RequestEventKind.Done, cancellation);
    }
}

/// <summary>What an officer writes down about a correction made by hand.</summary>
/// <param name="OldValue">What stood there.</param>
/// <param name="NewValue">What stands there now.</param>
public sealed record CorrectionEvidence(string OldValue, string NewValue);
