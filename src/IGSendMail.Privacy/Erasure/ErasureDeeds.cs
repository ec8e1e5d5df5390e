using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>Enters the steps of an erasure in the audit trail.</summary>
internal static class ErasureDeeds
{
    /// <summary>Enters one step in the caller's transaction.</summary>
    public static ValueTask AppendAsync(
        this AuditTrail trail, IGSendMailContext db, ErasureRun run, AuditAct act, CancellationToken cancellation) =>
        trail.AppendAsync(db, new AuditDeed(act, AuditActor.System, ComesAfterTheCount(act) ? null : OwnerOf(run))
        {
            Facts = AuditFacts.Of(("cause", run.Cause), ("scope", run.Scope)),
        }, cancellation);

    /// <summary>Enters what happened with one store of an erasure, or with its plan, in the caller's transaction.</summary>
    public static ValueTask AppendAsync(
        this AuditTrail trail, IGSendMailContext db, ErasureRun run, AuditAct act, string? storeKey, AuditActor by,
        CancellationToken cancellation) =>
        trail.AppendAsync(db, new AuditDeed(act, by, OwnerOf(run))
        {
            Facts = storeKey is null
                ? AuditFacts.Of(("cause", run.Cause), ("scope", run.Scope))
                : AuditFacts.Of(("cause", run.Cause), ("place", storeKey), ("scope", run.Scope)),
        }, cancellation);

    /// <summary>The receipt counts the entries that stay about a person: what is entered after it must be about nobody.</summary>
    private static bool ComesAfterTheCount(AuditAct act) => act == ErasureActs.ReceiptIssued || act == ErasureActs.Finished;

    private static KeyOwner? OwnerOf(ErasureRun run) => run switch
    {
        { AccountId: { } account } => PersonKeys.Account.Of(account),
        { RequestId: { } request } => PersonKeys.Request.Of(request),
        _ => null,
    };
}
