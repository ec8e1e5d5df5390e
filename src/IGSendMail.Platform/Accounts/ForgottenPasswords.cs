using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>The way back in for whoever has the mailbox and no password any more.</summary>
public sealed class ForgottenPasswords(
    IGSendMailContext db, AddressHashes hashes, IPasswordHasher<User> hasher, Sealer sealer, LetterBox letters, Proving proving, AuditTrail trail,
    TimeProvider time, WorkBell bell)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromHours(1);

    /// <summary>Notes that somebody asks. The same is done for every address; see <see cref="PasswordAsk"/>.</summary>
    public async Task AskAsync(EmailAddress address, string locale, CancellationToken cancellation)
    {
        var all = await hashes.AllAsync(address, cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, token =>
        {
            db.AddRange(all.Select(hash => new PasswordAsk
            {
                Id = RowKeys.New(time),
                AddressHash = hash,
                Locale = locale,
                AskedAt = time.GetUtcNow(),
            }));
            return Task.CompletedTask;
        }, cancellation);
        bell.Ring(PasswordAskWork.WorkName);
    }

    /// <summary>True if the link works. Looking changes nothing.</summary>
    public async Task<bool> WorksAsync(string? link, CancellationToken cancellation) => await OwnerAsync(link, cancellation) is not null;

    /// <summary>Whose password the link sets; null if it does not work (any more). Looking changes nothing.</summary>
    public async Task<Guid?> OwnerAsync(string? link, CancellationToken cancellation) => (await FindAsync(link, cancellation))?.UserId;

    /// <summary>
    /// Sets a new password, which the caller has checked (<see cref="PasswordChecks"/>), ends every session, every pause and
    /// every link of the person, and tells them in the language of the page. False if the link does not work (any more).
    /// </summary>
    public async Task<bool> ResetAsync(string? link, string password, string? locale, CancellationToken cancellation)
    {
        var hash = hasher.HashPassword(null!, password);
        var isReset = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await FindAsync(link, token) is not { } found
                || await db.UserLinks().Where(l => l.Id == found.Id).ExecuteDeleteAsync(token) != 1
                || await db.Users().SingleOrDefaultAsync(u => u.Id == found.UserId, token) is not { } user)
            {
                return false;
            }

            await db.UserLinks().Where(l => l.UserId == user.Id).ExecuteDeleteAsync(token);
            await Tallies.ForgetUserAsync(db, user.Id, token);
            (user.PasswordHash, user.SecurityStamp) = (hash, SecurityStamps.New());
            (user.AccessFailedCount, user.LockoutEnd) = (0, null);
            var now = time.GetUtcNow();
            var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, token));
            await Sessions.EndAllAsync(db, user, EmailAddress.Find(person.Address) is { } address ? await hashes.AllAsync(address, token) : [], token);
            await letters.PutAsync(
                db, user.KeyOwner, $"password/{user.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}",
                new PasswordChangedLetter(person.Address, person.Name, now) { Locale = locale ?? person.Locale }, token);
            await trail.AppendAsync(db, new(AccountActs.PasswordReset, user.AsActor(), user.KeyOwner), token);

            if (found.Purpose == UserLinkPurpose.NewPassword)
            {
                // Whoever knows the password from now on has the mailbox.
                await proving.ProveAsync(db, user, token);
            }

            return true;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return isReset;
    }

    private async Task<UserLink?> FindAsync(string? link, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return KeptSecret.HashOf(link) is { } hash
            ? await db.UserLinks().AsNoTracking().SingleOrDefaultAsync(
                l => l.Hash == hash && l.Purpose != UserLinkPurpose.Confirm && l.ExpiresAt > now, cancellation)
            : null;
    }
}
