using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>What follows when somebody who signs in has shown that the mailbox of the address is theirs. Inside the caller's transaction.</summary>
public sealed class Proving(
    Sealer sealer, LetterBox letters, IEnumerable<IProofFollower> followers, AuditTrail trail, TimeProvider time)
{
    /// <summary>Notes it, ends the links that ask for it, welcomes who is new, and goes on with what waited for it. Does nothing a second time.</summary>
    public async Task ProveAsync(IGSendMailContext db, User user, CancellationToken cancellation)
    {
        if (user.IsProved)
        {
            return;
        }

        var isNew = user.UnconfirmedSince is not null;
        user.Prove(time.GetUtcNow());
        await db.UserLinks().Where(l => l.UserId == user.Id && l.Purpose == UserLinkPurpose.Confirm).ExecuteDeleteAsync(cancellation);
        await trail.AppendAsync(db, new(AccountActs.AddressConfirmed, user.AsActor(), user.KeyOwner), cancellation);
        if (user.AccountId is not { } accountId)
        {
            return;
        }

        var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.Id == accountId, cancellation);
        var person = await sealer.OpenAsync<UserContent>(user, user.Content, cancellation);
        if (isNew)
        {
            await letters.PutAsync(
                db, user.KeyOwner, $"welcome/{user.Id:N}", new WelcomeLetter(person.Address, person.Name, account.AcceptedPolicyVersion) { Locale = person.Locale }, cancellation);
        }

        var company = await sealer.OpenAsync<AccountContent>(account, account.Content, cancellation);
        var holder = new AccountHolder(
            accountId, user.Id, person.Name, person.Address, [user.AddressHash], company.Company);
        foreach (var follower in followers)
        {
            await follower.ProvedAsync(db, holder, cancellation);
        }
    }
}
