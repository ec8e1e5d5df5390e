using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>One choice to be recorded.</summary>
/// <param name="Choice">What was chosen.</param>
/// <param name="Before">What the visitor's valid cookie said before, or null.</param>
/// <param name="VisitorId">The analytics visitor id it concerns, if any.</param>
/// <param name="AccountId">The account, if the person was signed in.</param>
/// <param name="TextHash">Hash of the text on the page the choice was made on, or null if that text is unknown.</param>
public sealed record ConsentDecision(
    ConsentChoice Choice, ConsentChoice? Before, Guid? VisitorId, Guid? AccountId, string? TextHash);

/// <summary>Writes choices down. A grant takes effect only once this has returned.</summary>
public sealed class ConsentLedger(IGSendMailContext db, AuditTrail trail, PolicyShelf shelf, TimeProvider time)
{
    /// <summary>Records one choice, durably.</summary>
    /// <exception cref="ArgumentException">A grant without the text it was given on proves nothing.</exception>
    public Task<ConsentRecord> RecordAsync(ConsentDecision decision, CancellationToken cancellation)
    {
        if (!decision.Choice.IsRefusal && decision.TextHash is null)
        {
            throw new ArgumentException("A grant needs the text it was given on.", nameof(decision));
        }

        return db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var record = new ConsentRecord
            {
                Id = RowKeys.New(time),
                At = decision.Choice.At,
                ValidUntil = decision.Choice.At + ConsentChoice.ValidFor,
                VisitorId = decision.VisitorId,
                AccountId = decision.AccountId,
                Kind = KindOf(decision.Before, decision.Choice),
                Analytics = decision.Choice.Analytics,
                Preference = decision.Choice.Preference,
                Signal = decision.Choice.DespiteSignal,
                TextHash = decision.TextHash,
                PolicyVersion = shelf.InForceAt(decision.Choice.At).Version,
            };
            db.Add(record);
            await trail.AppendAsync(db, DeedOf(record), token);
            return record;
        }, cancellation);
    }

    private static AuditDeed DeedOf(ConsentRecord record) => new(
        record.Kind switch
        {
            ConsentKind.Granted => AuditAct.ConsentGranted,
            ConsentKind.Refused => AuditAct.ConsentRefused,
            ConsentKind.Changed => AuditAct.ConsentChanged,
            _ => AuditAct.ConsentWithdrawn,
        },
        record.AccountId is { } customer ? AuditActor.SomebodyOf(customer) : AuditActor.Visitor,
        record.AccountId is { } account ? KeyOwner.Account(account) : null)
    {
        Facts = AuditFacts.Of(
            ("analytics", record.Analytics ? 1 : 0), ("preference", record.Preference ? 1 : 0), ("policy", record.PolicyVersion)),
    };

    /// <summary>Names what a choice did, given the valid choice before it.</summary>
    public static ConsentKind KindOf(ConsentChoice? before, ConsentChoice choice)
    {
        var had = before is { IsRefusal: false };
        return (had, choice.IsRefusal) switch
        {
            (false, true) => ConsentKind.Refused,
            (false, false) => ConsentKind.Granted,
            (true, true) => ConsentKind.Withdrawn,
            (true, false) => (before!.Value.Analytics, before.Value.Preference) == (choice.Analytics, choice.Preference)
                ? ConsentKind.Granted
                : ConsentKind.Changed,
        };
    }
}
