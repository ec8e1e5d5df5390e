using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>Writes down what happens to a request: for its person in its history, and in the audit trail.</summary>
internal static class RequestNotes
{
    /// <summary>Adds a line to both, dated now, in the caller's transaction. Who acted follows from the kind unless given.</summary>
    public static async Task NoteAsync(
        this AuditTrail trail, IGSendMailContext db, DataSubjectRequest request, RequestEventKind kind,
        CancellationToken cancellation, long? figure = null, AuditActor? by = null)
    {
        db.Add(new RequestEvent
        {
            RequestId = request.Id,
            Id = RowKeys.New(db.Time),
            At = db.Time.GetUtcNow(),
            Kind = kind,
            Figure = figure,
        });
        await trail.AppendAsync(db, new AuditDeed(ActOf(kind), by ?? ActorOf(kind, request), request.KeyOwner)
        {
            Outcome = kind == RequestEventKind.Refused ? AuditOutcome.Refused : AuditOutcome.Done,
            Facts = figure is { } count
                ? AuditFacts.Of(("right", request.Right), ("regime", request.Regime), ("count", count))
                : AuditFacts.Of(("right", request.Right), ("regime", request.Regime)),
        }, cancellation);
    }

    private static AuditActor ActorOf(RequestEventKind kind, DataSubjectRequest request) => kind switch
    {
        RequestEventKind.Received or RequestEventKind.Confirmed or RequestEventKind.ConfirmedByCode or RequestEventKind.ConfirmedBeside or RequestEventKind.SignedIn
            or RequestEventKind.WroteToCustomer or RequestEventKind.FactsMatched or RequestEventKind.Downloaded or RequestEventKind.Withdrawn => request.UserId is { } user ? AuditActor.Customer(user) : AuditActor.Visitor,
        _ => AuditActor.System,
    };

    /// <summary>The entry in the audit trail that goes with a line of the history.</summary>
    internal static AuditAct ActOf(RequestEventKind kind) => kind switch
    {
        RequestEventKind.Received => RequestActs.Received,
        RequestEventKind.LinkSent => RequestActs.LinkSent,
        RequestEventKind.WaitsBeside => RequestActs.WaitsBeside,
        RequestEventKind.Confirmed or RequestEventKind.ConfirmedByCode or RequestEventKind.ConfirmedBeside => RequestActs.Confirmed,
        RequestEventKind.SignInNeeded => RequestActs.SignInNeeded,
        RequestEventKind.SignedIn => RequestActs.SignedIn,
        RequestEventKind.AccountGone => RequestActs.AccountGone,
        RequestEventKind.FactsNeeded => RequestActs.FactsNeeded,
        RequestEventKind.FactsMatched => RequestActs.FactsMatched,
        RequestEventKind.ScopeNarrowed => RequestActs.ScopeNarrowed,
        RequestEventKind.Extended => RequestActs.Extended,
        RequestEventKind.ExtensionLapsed => RequestActs.ExtensionLapsed,
        RequestEventKind.OfficersWarned => RequestActs.OfficersWarned,
        RequestEventKind.Corrected => RequestActs.DataCorrected,
        RequestEventKind.PartlyDone => RequestActs.PartlyDone,
        RequestEventKind.PackageReady => RequestActs.PackageMade,
        RequestEventKind.Downloaded => RequestActs.PackageDownloaded,
        // That the erasure itself was ordered is entered by the erasure.
        RequestEventKind.Started or RequestEventKind.ErasureOrdered => RequestActs.Started,
        RequestEventKind.PassedOn => RequestActs.PassedOn,
        RequestEventKind.WroteToCustomer => RequestActs.WroteToCustomer,
        RequestEventKind.CustomerAnswered => RequestActs.CustomerAnswered,
        RequestEventKind.CustomerTookBack => RequestActs.CustomerTookBack,
        RequestEventKind.Done => RequestActs.Done,
        RequestEventKind.Refused => RequestActs.Refused,
        RequestEventKind.Withdrawn => RequestActs.Withdrawn,
        RequestEventKind.Expired => RequestActs.Expired,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This event has no act."),
    };
}
