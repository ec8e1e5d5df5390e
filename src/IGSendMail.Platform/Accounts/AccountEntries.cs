using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Accounts;

internal sealed class AccountEntry : DataMapEntry<Account>
{
    protected override void Describe(MappedTable<Account> table) => table
        .Holds("Your account with us", DataCategory.Account, DataOwner.Account)
        .UsedFor(LawfulBasis.Contract, Purpose.ProvidePlatform)
        .AnswersTo(IdentifierKind.Account, a => a.Id)
        .Personal(a => a.Content, "Company name, and how people on your lists reach you")
        .Personal(a => a.CreatedAt, "When you opened the account")
        .Personal(a => a.AcceptedPolicyVersion, "The version of this policy you accepted")
        .Personal(a => a.AcceptedAt, "When you accepted it")
        .Personal(a => a.ClosedAt, "When the account was closed for good")
        .NotPersonal(a => a.Revision, "counts changes of the row")
        .ErasedAt(910);
}

internal sealed class UserEntry : DataMapEntry<User>
{
    protected override void Describe(MappedTable<User> table) => table
        .Holds("You, as the person who signs in", DataCategory.Account, DataOwner.User)
        .AlsoAbout(DataOwner.Officer)
        .UsedFor(LawfulBasis.Contract, Purpose.ProvidePlatform, Purpose.ServiceMessages, Purpose.Security)
        .AnswersTo(IdentifierKind.User, u => u.Id)
        .AnswersTo(IdentifierKind.Account, u => u.AccountId)
        .Personal(u => u.Content, "Your name and e-mail address, and the language in which we write to you")
        .Withheld(u => u.AddressHash, "A scrambled form of the e-mail address, to find you by it when you sign in", "it says nothing that the address itself does not")
        .Personal(u => u.AddressConfirmedAt, "When you showed that the e-mail address is yours")
        .Personal(u => u.UnconfirmedSince, "Since when we wait for you to confirm the e-mail address")
        .Personal(u => u.CreatedAt, "Since when you can sign in")
        .Personal(u => u.AccessFailedCount, "Wrong passwords since your last sign-in, to stop people who guess")
        .Personal(u => u.LockoutEnd, "Until when sign-in is paused after too many wrong passwords")
        .Personal(u => u.ToldOfRegistrationAt, "When we last wrote to you that somebody tried to register with your address")
        .Personal(u => u.ToldOfGuessesAt, "When we last wrote to you that somebody tried wrong passwords for your account")
        .Personal(u => u.ConfirmLinkSentAt, "When we last sent you a link to confirm the e-mail address")
        .Personal(u => u.OptedOutAt, "Since when your browser's Global Privacy Control counts for your profile")
        .Withheld(u => u.PasswordHash, "Your password, as a scrambled value that cannot be read back", "handing it out would help somebody guess it")
        .Withheld(u => u.SecurityStamp, "A random value that ends your other sign-ins when you change your password", "whoever knows it could help to forge a sign-in")
        .NotPersonal(u => u.Revision, "counts changes of the row")
        .ErasedAt(900);
}
