using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Wishes;

internal sealed class WishEntry : DataMapEntry<Wish>
{
    protected override void Describe(MappedTable<Wish> table) => table
        .Holds("Wishes that you sent us", DataCategory.Usage, DataOwner.User)
        .UsedFor(LawfulBasis.LegitimateInterest, Purpose.Improve)
        .AnswersTo(IdentifierKind.Account, w => w.AccountId)
        .ExpiresAfter(WishPeriods.Wishes, w => w.SentAt)
        .Personal(w => w.Content, "What you wish for, in your words")
        .Personal(w => w.SentAt, "When you sent it")
        .NotPersonal(w => w.Id, "row key");
}

internal sealed class WishMonthEntry : DataMapEntry<WishMonth>
{
    protected override void Describe(MappedTable<WishMonth> table) => table
        .HoldsNothingPersonal("How many wishes went, month by month")
        .NotPersonal(m => m.Month, "a month")
        .NotPersonal(m => m.Erased, "count");
}
