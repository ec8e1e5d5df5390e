using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>What a person gives to open an account.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Address">Their e-mail address.</param>
/// <param name="Company">Their company.</param>
/// <param name="Password">A password that <see cref="PasswordChecks"/> finds nothing wrong with.</param>
/// <param name="PolicyVersion">The policy version they were shown and accept.</param>
public sealed record NewAccount(string Name, EmailAddress Address, string Company, string Password, string PolicyVersion)
{
    /// <summary>True if nobody has to show the mailbox: the demonstration's people have none.</summary>
    public bool NeedsNoProof { get; init; }

    /// <summary>Language of the page, for the letter with the link and those after it.</summary>
    public string? Locale { get; init; }
}

/// <summary>Opens accounts.</summary>
public sealed class Registration(
    IGSendMailContext db,
    UserManager<User> users,
    Sealer sealer,
    AddressHashes hashes,
    LetterBox letters,
    MailboxLimits mailboxes,
    AddressProofs proofs,
    AuditTrail trail,
    TimeProvider time)
{
    private static readonly TimeSpan BetweenNotices = TimeSpan.FromDays(1);

    /// <summary>
    /// Opens an account with its first user, who confirms the address by a mailed link. If the address is known already nothing is opened; its
    /// owner is told by letter, at most once a day, and the answer is null. Both ways do the same costly work first, so that the time
    /// taken says nothing. Nothing is opened either if the mailbox got too many e-mails of this kind already (<see cref="MailboxLimits"/>).
    /// </summary>
    public async Task<User?> RegisterAsync(NewAccount asked, CancellationToken cancellation)
    {
        var all = await hashes.AllAsync(asked.Address, cancellation);
        var passwordHash = users.PasswordHasher.HashPassword(null!, asked.Password);
        if (!asked.NeedsNoProof && !await mailboxes.TryTakeAsync(AddressProofs.Letters, asked.Address, cancellation))
        {
            return null;
        }

        if (await db.Users().AnyAsync(u => all.Contains(u.AddressHash), cancellation))
        {
            await TellOwnerAsync(all, asked.Locale, cancellation);
            return null;
        }

        var (account, user) = await MakeAsync(asked, all[0], passwordHash, cancellation);
        try
        {
            return await AddAsync(account, user, asked, cancellation);
        }
        catch (DbUpdateException) when (IsTaken(all))
        {
            // Two registrations with one address at the same instant: the other one was first.
            db.ChangeTracker.Clear();
            await TellOwnerAsync(all, asked.Locale, cancellation);
            return null;
        }
    }

    private bool IsTaken(IReadOnlyList<Guid> hashes)
    {
        db.ChangeTracker.Clear();
        return db.Users().Any(u => hashes.Contains(u.AddressHash));
    }

    private async Task<(Account Account, User User)> MakeAsync(
        NewAccount asked, Guid hash, string passwordHash, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var accountId = RowKeys.New(time);
        var userId = RowKeys.New(time);
        var account = new Account
        {
            Id = accountId,
            CreatedAt = now,
            Content = await sealer.SealAsync(Account.PlaceOf(accountId), new AccountContent(asked.Company.Trim()), cancellation),
            AcceptedPolicyVersion = asked.PolicyVersion,
            AcceptedAt = now,
        };
        var user = new User
        {
            Id = userId,
            AccountId = accountId,
            AddressHash = hash,
            Content = await sealer.SealAsync(
                User.PlaceOf(PersonKeys.Account.Of(accountId), userId), new UserContent(asked.Name.Trim(), asked.Address.Spelling) { Locale = asked.Locale }, cancellation),
            PasswordHash = passwordHash,
            SecurityStamp = SecurityStamps.New(),
            AddressConfirmedAt = asked.NeedsNoProof ? now : null,
            UnconfirmedSince = asked.NeedsNoProof ? null : now,
            CreatedAt = now,
        };
        return (account, user);
    }

    private async Task<User> AddAsync(Account account, User user, NewAccount asked, CancellationToken cancellation)
    {
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            db.Add(account);
            db.Add(user);
            if (user.IsProved)
            {
                var welcome = new WelcomeLetter(asked.Address.Spelling, asked.Name.Trim(), asked.PolicyVersion) { Locale = asked.Locale };
                await letters.PutAsync(db, user.KeyOwner, $"welcome/{user.Id:N}", welcome, token);
            }
            else
            {
                await proofs.PutLinkAsync(user, asked.Address.Spelling, false, asked.Locale, token);
            }

            await trail.AppendAsync(db, new(AccountActs.Opened, user.AsActor(), user.KeyOwner)
            {
                Facts = AuditFacts.Of(("policy", asked.PolicyVersion)),
            }, token);
        }, cancellation);
        return user;
    }

    private async Task TellOwnerAsync(IReadOnlyList<Guid> hashes, string? locale, CancellationToken cancellation)
    {
        try
        {
            await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                var now = time.GetUtcNow();
                var owner = await db.Users().Where(u => hashes.Contains(u.AddressHash)).OrderBy(u => u.CreatedAt).FirstOrDefaultAsync(token);
                if (owner is null || owner.ToldOfRegistrationAt > now - BetweenNotices)
                {
                    return;
                }

                var person = owner.ForLetters(await sealer.OpenAsync<UserContent>(owner, owner.Content, token));
                owner.ToldOfRegistrationAt = now;
                if (owner.UnconfirmedSince is not null)
                {
                    // Whoever tried may be the one whose mailbox it is: the link lets them do away with the account that is in the way.
                    await proofs.PutLinkAsync(owner, person.Address, true, locale, token);
                    return;
                }

                await letters.PutAsync(
                    db, owner.KeyOwner, $"already-registered/{owner.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}",
                    new AlreadyRegisteredLetter(person.Address, person.Name, now) { Locale = person.Locale }, token);
            }, cancellation);
        }
        catch (KeyDestroyedException)
        {
            // The owner's erasure is under way: there is nobody left to write to. The answer stays the same.
            db.ChangeTracker.Clear();
        }
    }
}
