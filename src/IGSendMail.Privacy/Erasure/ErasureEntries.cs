using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Erasure;

internal sealed class ErasureRunEntry : DataMapEntry<ErasureRun>
{
    protected override void Describe(MappedTable<ErasureRun> table) => table
        .Holds("The fact that we deleted your data", DataCategory.Accountability, DataOwner.User)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor("It shows that and when we deleted your data, without saying who you were", "GDPR Art. 5(2); 11 CCR § 7101")
        .ExpiresAfter(CommonPeriods.Answers, r => r.FinishedAt)
        .AnswersTo(IdentifierKind.Account, r => r.AccountId)
        .AnswersTo(IdentifierKind.Request, r => r.RequestId)
        .Personal(r => r.OrderedAt, "Deletion decided on")
        .Personal(r => r.FinishedAt, "Deletion finished on")
        .NotPersonal(r => r.Target, "keys of what is being deleted and where the last e-mail goes; sealed, emptied when the run ends")
        .NotPersonal(r => r.Id, "row key")
        .NotPersonal(r => r.Trigger, "names the decision by random keys")
        .NotPersonal(r => r.Cause, "kind of decision")
        .NotPersonal(r => r.Scope, "kind of decision")
        .NotPersonal(r => r.ReplayOf, "counter")
        .NotPersonal(r => r.DueAt, "a date that follows from a published period")
        .NotPersonal(r => r.PromisedBy, "a date that follows from a published period")
        .NotPersonal(r => r.State, "progress")
        .NotPersonal(r => r.PlannedAt, "progress")
        .NotPersonal(r => r.Fingerprint, "one-way hash of names of places and counts")
        .NotPersonal(r => r.Drifts, "count")
        .NotPersonal(r => r.HaltedAt, "progress")
        .NotPersonal(r => r.Revision, "counter");
}

internal sealed class ErasureTaskEntry : DataMapEntry<ErasureTask>
{
    protected override void Describe(MappedTable<ErasureTask> table) => table
        .HoldsNothingPersonal("Progress of deletions, place by place")
        .NotPersonal(t => t.RunId, "row key")
        .NotPersonal(t => t.StoreKey, "name of a place")
        .NotPersonal(t => t.IsCounted, "progress")
        .NotPersonal(t => t.PlannedRows, "count")
        .NotPersonal(t => t.PlannedEmptied, "count")
        .NotPersonal(t => t.PlannedKept, "count")
        .NotPersonal(t => t.Removed, "count")
        .NotPersonal(t => t.Changed, "count")
        .NotPersonal(t => t.Done, "progress")
        .NotPersonal(t => t.Round, "count")
        .NotPersonal(t => t.SaidDone, "progress")
        .NotPersonal(t => t.Cursor, "where another system stopped; opaque, it must hold nothing personal")
        .NotPersonal(t => t.Attempts, "count")
        .NotPersonal(t => t.NotBefore, "progress")
        .NotPersonal(t => t.DeadAt, "progress")
        .NotPersonal(t => t.LastFailure, "type of a technical failure");
}

internal sealed class ErasureReceiptEntry : DataMapEntry<ErasureReceipt>
{
    protected override void Describe(MappedTable<ErasureReceipt> table) => table
        .Holds("Receipts of deletions", DataCategory.Accountability, DataOwner.User)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .StaysFor("It is your proof and ours; it holds counts, no names", "GDPR Art. 5(2); 11 CCR § 7101")
        .ExpiresAfter(CommonPeriods.Answers, r => r.IssuedAt)
        .AnswersTo(IdentifierKind.Account, r => r.AccountId)
        .AnswersTo(IdentifierKind.Request, r => r.RequestId)
        .Personal(r => r.Number, "Receipt number")
        .Personal(r => r.IssuedAt, "Receipt issued on")
        .NotPersonal(r => r.Content, "counts of what went and what stays, and our signature")
        .NotPersonal(r => r.Id, "row key")
        .NotPersonal(r => r.RunId, "links the receipt to its run");
}
