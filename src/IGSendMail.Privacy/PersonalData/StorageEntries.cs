using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Storage knows no feature; its own tables are declared here.</summary>
internal sealed class OutboxEntry : DataMapEntry<OutboxMessage>
{
    protected override void Describe(MappedTable<OutboxMessage> table) => table
        .Holds("E-mails waiting to be sent to you", DataCategory.Account, DataOwner.User)
        .AlsoAbout(DataOwner.Recipient, DataOwner.Officer)
        .UsedFor(LawfulBasis.Contract, Purpose.ServiceMessages)
        .AnswersTo(IdentifierKind.Account, m => m.OwnerId)
        .AnswersTo(IdentifierKind.Request, m => m.OwnerId)
        .Personal(m => m.Payload, "The e-mail")
        .NotPersonal(m => m.Id, "row key")
        .NotPersonal(m => m.Key, "names the decision behind the e-mail by random keys")
        .NotPersonal(m => m.Kind, "kind of message")
        .NotPersonal(m => m.OwnerKind, "kind of owner")
        .NotPersonal(m => m.CreatedAt, "delivery bookkeeping")
        .NotPersonal(m => m.NotBefore, "delivery bookkeeping")
        .NotPersonal(m => m.Attempts, "delivery bookkeeping")
        .NotPersonal(m => m.DeadAt, "delivery bookkeeping")
        .NotPersonal(m => m.LastFailure, "type of a technical failure");
}

internal sealed class TallyEntry : DataMapEntry<Tally>
{
    protected override void Describe(MappedTable<Tally> table) => table
        .Holds("How often a wrong password was tried lately for you, or an e-mail sent to your mailbox by somebody who had not shown it", DataCategory.Technical, DataOwner.Visitor)
        .UsedFor(LawfulBasis.LegitimateInterest, Purpose.Security)
        .AnswersTo(IdentifierKind.Account, t => t.AccountId)
        .AnswersTo(IdentifierKind.User, t => t.UserId)
        .AnswersTo(IdentifierKind.Address, t => t.AddressHash)
        .NotPersonal(t => t.Id, "one-way hash under a key of the vault")
        .Personal(t => t.Count, "How often")
        .Personal(t => t.Until, "When we begin to count anew")
        .ExpiresAfter(CommonPeriods.Bookkeeping, t => t.Until);
}

internal sealed class SettledMessageEntry : DataMapEntry<SettledMessage>
{
    protected override void Describe(MappedTable<SettledMessage> table) => table
        .HoldsNothingPersonal("Which e-mails have left, so that none is sent twice")
        .NotPersonal(m => m.Id, "one-way hash of random keys that name a decision")
        .NotPersonal(m => m.Kind, "kind of message")
        .NotPersonal(m => m.Outcome, "delivery bookkeeping")
        .NotPersonal(m => m.Reason, "delivery bookkeeping")
        .NotPersonal(m => m.At, "delivery bookkeeping")
        .ExpiresAfter(CommonPeriods.Deliveries, m => m.At);
}

internal sealed class AddressRehashEntry : DataMapEntry<AddressRehashMark>
{
    protected override void Describe(MappedTable<AddressRehashMark> table) => table
        .HoldsNothingPersonal("How far look-up values of addresses were brought up to date")
        .NotPersonal(m => m.Kind, "kind of rows")
        .NotPersonal(m => m.Last, "reading mark: random keys of a row")
        .NotPersonal(m => m.Rows, "count")
        .NotPersonal(m => m.Changed, "count")
        .NotPersonal(m => m.Kept, "count")
        .NotPersonal(m => m.FinishedAt, "technical instant");
}

internal sealed class LeaseEntry : DataMapEntry<Lease>
{
    protected override void Describe(MappedTable<Lease> table) => table
        .HoldsNothingPersonal("Which process does which background work")
        .NotPersonal(l => l.Name, "name of the work")
        .NotPersonal(l => l.FencingToken, "counter")
        .NotPersonal(l => l.ExpiresAt, "technical instant");
}

internal sealed class CommitMarkerEntry : DataMapEntry<CommitMarker>
{
    protected override void Describe(MappedTable<CommitMarker> table) => table
        .HoldsNothingPersonal("Proof that a transaction was committed")
        .NotPersonal(m => m.Id, "random key")
        .NotPersonal(m => m.At, "technical instant")
        .ExpiresAfter(CommonPeriods.Bookkeeping, m => m.At);
}

internal sealed class FolderMarkEntry : DataMapEntry<FolderMark>
{
    protected override void Describe(MappedTable<FolderMark> table) => table
        .HoldsNothingPersonal("Which folder of files belongs to the database")
        .NotPersonal(m => m.Id, "row key")
        .NotPersonal(m => m.Mark, "random key");
}

internal sealed class ToldNoteEntry : DataMapEntry<ToldNote>
{
    protected override void Describe(MappedTable<ToldNote> table) => table
        .Holds("What we told you, on its way into the journal that repeats it after a restore", DataCategory.Accountability, DataOwner.User)
        .AlsoAbout(DataOwner.Requester, DataOwner.Visitor)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .AnswersTo(IdentifierKind.Account, n => n.OwnerId)
        .AnswersTo(IdentifierKind.Request, n => n.OwnerId)
        .Withheld(n => n.Content, "A sealed copy of a row that stands elsewhere in your data", "the row itself is handed out")
        .Personal(n => n.At, "When we told you something")
        .NotPersonal(n => n.Id, "row key")
        .NotPersonal(n => n.Kind, "kind of thing")
        .NotPersonal(n => n.Subject, "random key of a row")
        .NotPersonal(n => n.Revision, "counter of changes")
        .NotPersonal(n => n.CopiedAt, "technical instant")
        .ErasedAt(906);
}

internal sealed class ToldPositionEntry : DataMapEntry<ToldPosition>
{
    protected override void Describe(MappedTable<ToldPosition> table) => table
        .HoldsNothingPersonal("How far the database knows the journal of what was told")
        .NotPersonal(p => p.Id, "row key")
        .NotPersonal(p => p.Number, "counter")
        .NotPersonal(p => p.Mark, "random key");
}
