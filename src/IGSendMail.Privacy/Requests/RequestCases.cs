using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>Reads requests for the people who may see them; who may is decided by the caller.</summary>
public sealed class RequestCases(
    IGSendMailContext db, ISubjectDirectory directory, Subjects subjects, RequestAddresses addresses, DataMap map, PassedRequests passed,
    AuditTrail trail)
{
    /// <summary>How many requests an officer sees on one page.</summary>
    public const int PageSize = 50;

    /// <summary>A request by its reference, or null.</summary>
    public Task<DataSubjectRequest?> FindAsync(string reference, CancellationToken cancellation) =>
        RequestReference.IsWellFormed(reference)
            ? db.DataSubjectRequests().AsNoTracking().SingleOrDefaultAsync(r => r.Reference == reference, cancellation)
            : Task.FromResult<DataSubjectRequest?>(null);

    /// <summary>A request by its key, or null.</summary>
    public Task<DataSubjectRequest?> FindAsync(Guid id, CancellationToken cancellation) =>
        db.DataSubjectRequests().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellation);

    /// <summary>A request with its history, package and receipt.</summary>
    public async Task<RequestCase> OpenAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        var events = await db.RequestEvents().AsNoTracking()
            .Where(e => e.RequestId == request.Id).ToListAsync(cancellation);
        var package = await db.ExportPackages().AsNoTracking().SingleOrDefaultAsync(p => p.RequestId == request.Id, cancellation);
        var receipt = await db.ErasureReceipts().AsNoTracking()
            .Where(r => r.RequestId == request.Id && r.Content != "").SingleOrDefaultAsync(cancellation);
        // What one transaction wrote has one instant; kinds are declared in the order in which they happen.
        var newestFirst = events.OrderByDescending(e => e.At).ThenByDescending(e => e.Kind).ToList();
        var earlier = request.EarlierId is { } id
            ? await db.DataSubjectRequests().AsNoTracking().Where(r => r.Id == id).Select(r => r.Reference).SingleOrDefaultAsync(cancellation)
            : null;
        return new RequestCase(request, newestFirst, package, receipt)
        {
            Correction = await db.Corrections().AsNoTracking().SingleOrDefaultAsync(c => c.RequestId == request.Id, cancellation),
            Notices = await NoticesAsync(request.Id, cancellation),
            EarlierReference = earlier,
            OnHold = await OnHoldAsync(request, cancellation),
        };
    }

    private async Task<HoldsInForce> OnHoldAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request.Right.FulfilledBy() == Fulfilment.Erasure && request.State is RequestState.Received or RequestState.InProgress
            ? await ActiveHolds.OverAsync(
                db, await subjects.OfAsync(await addresses.IdentifiersOfAsync(request, cancellation), cancellation),
                map.Stores.Select(s => s.Description.Category), cancellation)
            : HoldsInForce.None;

    private async Task<IReadOnlyList<ToldCustomer>> NoticesAsync(Guid requestId, CancellationToken cancellation)
    {
        var notices = await db.RecipientNotices().AsNoTracking()
            .Where(n => n.RequestId == requestId).OrderBy(n => n.At).ToListAsync(cancellation);
        var waiting = await HeldNotices.WaitingAsync(db, notices, cancellation);
        var because = await passed.BecauseAsync(db, requestId, notices, cancellation);
        return notices.ConvertAll(n => new ToldCustomer(n, waiting.Contains(n), because.GetValueOrDefault(n.CustomerId)));
    }

    /// <summary>The newest requests of a customer's account, and those that wait for their address to sign in.</summary>
    public async Task<IReadOnlyList<DataSubjectRequest>> OfCustomerAsync(CustomerId customer, CancellationToken cancellation)
    {
        var addressHashes = await directory.AddressHashesOfAsync(customer.User, cancellation);
        return await db.DataSubjectRequests().AsNoTracking()
            .Where(r => r.AccountId == customer.Account
                || (addressHashes.Contains(r.AddressHash!.Value) && r.State == RequestState.AwaitingSignIn))
            .OrderByDescending(r => r.ReceivedAt).Take(PageSize).ToListAsync(cancellation);
    }

    /// <summary>Open requests, the earliest deadline first, after the given one.</summary>
    public async Task<List<DataSubjectRequest>> OpenByDeadlineAsync(
        (DateOnly Due, Guid Id)? after, CancellationToken cancellation)
    {
        var open = db.DataSubjectRequests().AsNoTracking().Where(r => r.ClosedAt == null);
        if (after is var (due, id))
        {
            open = open.Where(r => r.AnswerDue > due || (r.AnswerDue == due && r.Id.CompareTo(id) > 0));
        }

        return await open.OrderBy(r => r.AnswerDue).ThenBy(r => r.Id).Take(PageSize).ToListAsync(cancellation);
    }

    /// <summary>Adds a line to the history of a request, which the person sees.</summary>
    public Task NoteAsync(DataSubjectRequest request, RequestEventKind kind, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, token => trail.NoteAsync(db, request, kind, token), cancellation);

    /// <summary>
    /// Enters in the audit trail, before it is shown, that an officer reads who asked or what they wrote. Reading changes
    /// nothing about the request: its history, which the person sees, stays as it is.
    /// </summary>
    public Task EnterReadingAsync(DataSubjectRequest request, OfficerId officer, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, token => trail.AppendAsync(
            db,
            new AuditDeed(RequestActs.ContactOpened, AuditActor.Officer(officer), request.KeyOwner)
            {
                Facts = AuditFacts.Of(("right", request.Right), ("regime", request.Regime)),
            },
            token).AsTask(), cancellation);
}

/// <summary>Everything about one request.</summary>
/// <param name="Request">The request.</param>
/// <param name="Events">Its history, newest first.</param>
/// <param name="Package">Its package while there is one.</param>
/// <param name="Receipt">Its erasure receipt once it stands.</param>
public sealed record RequestCase(
    DataSubjectRequest Request, IReadOnlyList<RequestEvent> Events, ExportPackage? Package, ErasureReceipt? Receipt)
{
    /// <summary>What is to be corrected, if it is about that; sealed.</summary>
    public Correction? Correction { get; init; }

    /// <summary>Who was told (GDPR Art. 19).</summary>
    public IReadOnlyList<ToldCustomer> Notices { get; init; } = [];

    /// <summary>Why its deletion must wait.</summary>
    public HoldsInForce OnHold { get; init; } = HoldsInForce.None;

    /// <summary>An earlier open request for the same by the same person.</summary>
    public string? EarlierReference { get; init; }
}

/// <summary>A customer who was told of a request.</summary>
/// <param name="Notice">When, and what they said.</param>
/// <param name="Waits">True while that e-mail waits in the outbox, or for the customer to confirm their own address.</param>
/// <param name="Because">Why they cannot do it, in their words; null unless they said so.</param>
public sealed record ToldCustomer(RecipientNotice Notice, bool Waits, string? Because);
