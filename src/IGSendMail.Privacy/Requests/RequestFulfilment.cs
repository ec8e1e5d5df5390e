using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Brings one request as far as it gets: builds its package, or orders its erasure and waits for the end.</summary>
public sealed class RequestFulfilment(
    IDbContextFactory<IGSendMailContext> contexts, ISubjectDirectory directory, IUnprovedAccounts unproved,
    Subjects subjects, RequestAddresses addresses,
    RequestMail mail, Corrections corrections, DataMap map, PackageBuilder packages, ErasureWork erasure, RetentionPeriods periods, WorkBell bell,
    AuditTrail trail, SiteOptions site, TimeProvider time)
{
    /// <summary>Advances a request that was received or is in progress. Safe to repeat from anywhere.</summary>
    /// <exception cref="LeaseLostException">Another process took over.</exception>
    public async Task AdvanceAsync(Guid requestId, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var request = await db.DataSubjectRequests().AsNoTracking().SingleAsync(r => r.Id == requestId, cancellation);
        switch (request.Right.FulfilledBy())
        {
            case Fulfilment.ByOfficer:
                return;
            case Fulfilment.Erasure when request.State is RequestState.InProgress or RequestState.PartlyDone:
                await FinishErasureAsync(db, request, lease, cancellation);
                return;
            case Fulfilment.Erasure when await db.ErasureRuns().AnyAsync(r => r.RequestId == request.Id, cancellation):
                // A restored backup brought the request back as it was before its erasure, and the replay repeated that.
                await MoveAsync(db, request, lease, RequestState.InProgress, RequestEventKind.ErasureOrdered, cancellation);
                await FinishErasureAsync(db, request, lease, cancellation);
                return;
        }

        if (await mail.ContactOfAsync(request, cancellation) is not { } contact)
        {
            await MoveAsync(db, request, lease, RequestState.Refused, RequestEventKind.Refused, cancellation, RequestReason.ErasedMeanwhile);
        }
        else if (await MustSignInAsync(request, cancellation))
        {
            await MoveAsync(db, request, lease, RequestState.AwaitingSignIn, RequestEventKind.SignInNeeded, cancellation);
        }
        else if (request.Right.FulfilledBy() == Fulfilment.Correction)
        {
            await corrections.AdvanceAsync(db, request, contact, lease, cancellation);
        }
        else if (request.Right.FulfilledBy() == Fulfilment.Erasure)
        {
            await OrderErasureAsync(db, request, contact, lease, cancellation);
        }
        else
        {
            await PackAsync(db, request, contact, lease, cancellation);
        }
    }

    /// <summary>Somebody may have signed up with the address since it was confirmed.</summary>
    private async Task<bool> MustSignInAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request is { AccountId: null, State: RequestState.Received, AddressHash: not null }
        && await directory.FindHolderAsync(await addresses.HashesOfAsync(request, cancellation), cancellation) is not null;

    private async Task PackAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, HeldLease lease, CancellationToken cancellation)
    {
        if (request.State == RequestState.Received)
        {
            await MoveAsync(db, request, lease, RequestState.InProgress, RequestEventKind.Started, cancellation);
        }

        var controllers = await addresses.ControllersAsync(request, cancellation);
        var subject = await subjects.OfAsync(await addresses.IdentifiersOfAsync(request, cancellation), cancellation);
        var order = new PackageOrder(
            request.Id, request.AccountId, request.Reference, request.Right.ToString(), subject with { ReadSince = SinceOf(request), Language = contact.Locale },
            [.. controllers.Select(c => c.PeopleContact is { } contact ? $"{c.Company}: {contact}" : c.Company)])
        {
            // Who has only confirmed a mailbox learns from kinds of data no name that goes with it.
            Person = contact.Name is { } name && request.Scope != KnowScope.Categories ? $"{name}, {contact.Address}" : contact.Address,
            OnlyCategories = request.Scope == KnowScope.Categories,
            IsPortable = request.Right.FulfilledBy() == Fulfilment.PortablePackage,
        };
        var silent = await packages.SilentStoresAsync(order, cancellation);
        if (silent.Count > 0 && (request.State == RequestState.PartlyDone || !await HasWaitedAsync(db, request, cancellation)))
        {
            // The next round asks again.
            return;
        }

        order = order with { Silent = silent };
        var package = await packages.BuildAsync(order, cancellation);

        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var row = await db.DataSubjectRequests().SingleAsync(r => r.Id == request.Id, token);
            var completes = row.State == RequestState.PartlyDone;
            await db.ExportPackages().Where(p => p.RequestId == request.Id).ExecuteDeleteAsync(token);
            db.Add(package);
            await trail.NoteAsync(db, row, RequestEventKind.PackageReady, token, package.Records);
            await mail.SendReadyAsync(db, row, contact, periods[PackagePeriods.Exports].After(package.MadeAt), completes, token);
            if (silent.Count == 0)
            {
                row.Become(RequestState.Done, time.GetUtcNow());
                await trail.NoteAsync(db, row, RequestEventKind.Done, token);
                return;
            }

            row.Become(RequestState.PartlyDone, time.GetUtcNow());
            await trail.NoteAsync(db, row, RequestEventKind.PartlyDone, token, silent.Count);
            await mail.SendPartlyDoneAsync(
                db, row, new LetterTo(contact.Address, contact.Name, row.Reference, contact.Locale), row.KeyOwner, silent.Count, token);
        }, cancellation);
        bell.Ring(Outbox.WorkName);
    }

    /// <summary>True if the work began an hour ago or longer: a short silence of a place is not worth an incomplete answer.</summary>
    private async Task<bool> HasWaitedAsync(IGSendMailContext db, DataSubjectRequest request, CancellationToken cancellation)
    {
        var patience = time.GetUtcNow() - ErasureWork.PatienceWithStores;
        return await db.RequestEvents().AnyAsync(
            e => e.RequestId == request.Id && e.Kind == RequestEventKind.Started && e.At <= patience, cancellation);
    }

    private DateTimeOffset? SinceOf(DataSubjectRequest request)
    {
        if (request.Since is not { } day)
        {
            return null;
        }

        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, site.Zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private async Task OrderErasureAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, HeldLease lease, CancellationToken cancellation)
    {
        var controllers = await addresses.ControllersAsync(request, cancellation);
        var mailbox = request.AccountId is null ? await addresses.HashesOfAsync(request, cancellation) : [];
        var subject = await subjects.OfAsync(await addresses.IdentifiersOfAsync(request, cancellation), cancellation);
        var order = new ErasureOrder(
            RequestCauses.Request, ErasureScope.Everything, subject, request.AccountId, request.Id, new LetterTo(contact.Address, contact.Name, request.Reference, contact.Locale));
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            if ((await ActiveHolds.ReadAsync(db, token)).Cover(subject, map.Stores.Select(s => s.Description.Category)))
            {
                // It waits: an officer lifts the hold, takes more time, or refuses with that reason.
                return;
            }

            var row = await db.DataSubjectRequests().SingleAsync(r => r.Id == request.Id, token);
            row.Become(RequestState.InProgress, time.GetUtcNow());
            await trail.NoteAsync(db, row, RequestEventKind.ErasureOrdered, token);
            await erasure.OrderAsync(db, $"request/{request.Id:N}", order, token);
            await RequestVisits.EndForErasureAsync(db, request.AccountId, mailbox, token);

            // A new account that somebody opened with the address of this person, and nobody confirmed, holds it as well.
            await unproved.CloseAsync(db, mailbox, token);
            await mail.PassOnAsync(db, row, contact, controllers, null, token);
        }, cancellation);
        bell.Ring(erasure.Name);
        bell.Ring(Outbox.WorkName);
    }

    /// <summary>
    /// What the end of the erasure does in its own transaction, if that was missed: before a restore, or by a program that did not do it yet.
    /// And what places that do not answer make necessary.
    /// </summary>
    private async Task FinishErasureAsync(
        IGSendMailContext db, DataSubjectRequest request, HeldLease lease, CancellationToken cancellation)
    {
        if (await db.ErasureRuns().AnyAsync(r => r.RequestId == request.Id && r.State == ErasureState.Done, cancellation))
        {
            await MoveAsync(db, request, lease, RequestState.Done, RequestEventKind.Done, cancellation);
        }
        else if (request.State == RequestState.InProgress
            && await erasure.WaitingForStoresAsync(db, request.Id, cancellation) is { Stores: > 0 } waiting)
        {
            await TellPartlyDoneAsync(db, request, waiting, lease, cancellation);
        }
    }

    private async Task TellPartlyDoneAsync(
        IGSendMailContext db, DataSubjectRequest request, WaitingRun waiting, HeldLease lease, CancellationToken cancellation)
    {
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var row = await db.DataSubjectRequests().SingleAsync(r => r.Id == request.Id, token);
            row.Become(RequestState.PartlyDone, time.GetUtcNow());
            await trail.NoteAsync(db, row, RequestEventKind.PartlyDone, token, waiting.Stores);
            if (waiting.LetterTo is { } to)
            {
                await mail.SendPartlyDoneAsync(db, row, to, ErasureKeys.Run.Of(waiting.RunId), waiting.Stores, token);
            }
        }, cancellation);
        bell.Ring(Outbox.WorkName);
    }

    private Task MoveAsync(
        IGSendMailContext db, DataSubjectRequest request, HeldLease lease, RequestState next, RequestEventKind kind,
        CancellationToken cancellation, RequestReason? reason = null) =>
        db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var row = await db.DataSubjectRequests().SingleAsync(r => r.Id == request.Id, token);
            if (row.State == next)
            {
                // The end of its erasure was quicker.
                return;
            }

            row.Become(next, time.GetUtcNow(), reason);
            await trail.NoteAsync(db, row, kind, token);
        }, cancellation);
}
