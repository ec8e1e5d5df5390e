using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Audience;

internal sealed class SubscriberListEntry : DataMapEntry<SubscriberList>
{
    protected override void Describe(MappedTable<SubscriberList> table) => table
        .Holds("Your lists", DataCategory.Subscriber, DataOwner.Account)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, l => l.AccountId)
        .Personal(l => l.Content, "The name you gave a list")
        .Personal(l => l.CreatedAt, "When you made it")
        .Personal(l => l.DeletedAt, "When you deleted it, until everyone on it is gone")
        .JoinedBy(l => l.Id, RecordNames.ListKey)
        .NotPersonal(l => l.MergedIntoId, "random key of the list into which its people are being moved")
        .NotPersonal(l => l.CountedPeople, "how many people are on it")
        .NotPersonal(l => l.CountedAt, "when they were counted")
        .NotPersonal(l => l.Revision, "counts changes of the row")
        .ErasedAt(130);
}

internal sealed class SubscriberEntry : DataMapEntry<Subscriber>
{
    protected override void Describe(MappedTable<Subscriber> table) => table
        .Holds("People on your lists", DataCategory.Subscriber, DataOwner.Recipient)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, s => s.AccountId)
        .AnswersForAnotherController(
            "Your address on lists of customers of ours", IdentifierKind.Address, s => s.AddressHash, (db, hash) => db.SubscribersWithAddress(hash))
        .Personal(s => s.Content, "E-mail address and the other columns of the uploaded file")
        .Personal(s => s.AddedAt, "When the person was first uploaded to the list")
        .Personal(s => s.UnconfirmedSince, "Since when the person has not confirmed that they want mail")
        .Joins(s => s.ListId, "List", RecordNames.ListKey, RecordNames.OfListsAsync)
        .Joins(s => s.ImportId, "Came with the upload", RecordNames.UploadKey, RecordNames.OfUploadsAsync)
        .NotPersonal(s => s.Id, "row key")
        .NotPersonal(s => s.Revision, "counts changes of the row")
        .ErasedAt(100);
}

internal sealed class ImportEntry : DataMapEntry<Import>
{
    protected override void Describe(MappedTable<Import> table) => table
        .Holds("Your uploads", DataCategory.Subscriber, DataOwner.Account)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, i => i.AccountId)
        .Personal(i => i.Content, "How it was read, and where you said that its people come from")
        .Personal(i => i.CreatedAt, "When you uploaded a file")
        .Personal(i => i.AgreedAt, "When you said that its people may be taken")
        .Personal(i => i.FinishedAt, "When it was read to its end, or taken back")
        .Personal(i => i.UndoUntil, "Until when it can be taken back")
        .Personal(i => i.State, "How far it was read")
        .Personal(i => i.Rows, "How many rows it had")
        .Personal(i => i.Added, "How many people were new")
        .Personal(i => i.Updated, "How many people changed")
        .Personal(i => i.Unchanged, "How many people stayed the same")
        .Personal(i => i.OptedOut, "How many people in it want no mail")
        .Personal(i => i.LeftOut, "How many people stayed off because they opted out before")
        .Personal(i => i.Bad, "How many rows could not be taken")
        .Personal(i => i.TakenBack, "How many people and changes were taken back")
        .Personal(i => i.Stayed, "How many stayed because they were changed since")
        .Personal(i => i.Failure, "Why a file could not be read")
        .JoinedBy(i => i.Id, RecordNames.UploadKey)
        .Joins(i => i.ListId, "List", RecordNames.ListKey, RecordNames.OfListsAsync)
        .NotPersonal(i => i.FirstPersonId, "random key of the first person")
        .NotPersonal(i => i.LastPersonId, "random key of the last person")
        .NotPersonal(i => i.File, "file name made of an instant and a random key; the file itself is a place of its own")
        .Personal(i => i.Size, "How large it was")
        .NotPersonal(i => i.Position, "reading mark")
        .NotPersonal(i => i.Line, "reading mark")
        .NotPersonal(i => i.Revision, "counts changes of the row")
        .ErasedAt(120);
}

internal sealed class ImportProblemEntry : DataMapEntry<ImportProblem>
{
    protected override void Describe(MappedTable<ImportProblem> table) => table
        .Holds("Rows of your uploads that could not be taken", DataCategory.Subscriber, DataOwner.Account)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, p => p.AccountId)
        .Personal(p => p.Line, "Line of the file")
        .Personal(p => p.Reason, "What was wrong with it (never its content)")
        .Joins(p => p.ImportId, "Upload", RecordNames.UploadKey, RecordNames.OfUploadsAsync)
        .ErasedAt(110);
}

internal sealed class ImportChangeEntry : DataMapEntry<ImportChange>
{
    protected override void Describe(MappedTable<ImportChange> table) => table
        .Holds("What people on your lists were before an upload changed them, while it can be taken back", DataCategory.Subscriber, DataOwner.Recipient)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, c => c.AccountId)
        .Personal(c => c.Before, "E-mail address and the other columns as they were")
        .Personal(c => c.UnconfirmedSince, "Since when the person had not confirmed that they want mail")
        .Joins(c => c.ImportId, "Changed by the upload", RecordNames.UploadKey, RecordNames.OfUploadsAsync)
        .NotPersonal(c => c.SubscriberId, "row key")
        .NotPersonal(c => c.RevisionAfter, "counts changes of the row")
        .ErasedAt(90);
}

internal sealed class SuppressionEntry : DataMapEntry<Suppression>
{
    protected override void Describe(MappedTable<Suppression> table) => table
        .Holds("People who want no mail from you, as keyed hashes of their addresses", DataCategory.Accountability, DataOwner.Recipient)
        .UsedFor(LawfulBasis.ControllerInstruction, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, s => s.AccountId)
        .AnswersForAnotherController(
            "That you want no mail from a customer of ours, as a keyed hash of your address", IdentifierKind.Address, s => s.AddressHash, (db, hash) => db.Suppressions().Where(s => s.AddressHash == hash))
        .Personal(s => s.Since, "Since when a person wants no mail from you")
        .Personal(s => s.Reason, "Why")
        .Personal(s => s.Source, "How it came about")
        .Personal(s => s.AskedAt, "When you last had us ask the person whether they want your mail again")
        .NotPersonal(s => s.RowHeldSince, "since when a legal hold keeps a row that is to go")
        .ErasedAt(125);
}
