using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Lets an officer begin anew who can sign in no more, or whose password somebody else has: nothing that opened the pages of officers opens them
/// afterwards, save a link that the operator hands over.
/// </summary>
public sealed class OfficerReset(
    IGSendMailContext db, IPasswordHasher<User> hasher, Sealer sealer, LetterBox letters, AuditTrail trail, IAccountLetterLinks links,
    TimeProvider time)
{
    /// <summary>
    /// Takes password, app, passkeys, sessions and older links away, tells the officer by letter, and returns the link with which a new password
    /// is chosen. Null if there is no such officer.
    /// </summary>
    public async Task<OfficerWayBack?> BeginAnewAsync(OfficerId officer, CancellationToken cancellation)
    {
        // Of a password that nobody knows, not without one: a refused sign-in takes the time of a check then, too.
        var unknown = hasher.HashPassword(null!, SecurityStamps.New());
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await db.Users().SingleOrDefaultAsync(u => u.Id == officer.Value && u.AccountId == null, token) is not { } user)
            {
                return null;
            }

            var apps = await db.SecondFactors().Where(f => f.UserId == user.Id).ToListAsync(token);
            var passkeys = await db.Passkeys().Where(p => p.UserId == user.Id).ToListAsync(token);
            db.RemoveRange(apps);
            db.RemoveRange(passkeys);
            await db.UserLinks().Where(l => l.UserId == user.Id).ExecuteDeleteAsync(token);
            await Sessions.EndAllAsync(db, user, [], token);
            await Tallies.ForgetUserAsync(db, user.Id, token);
            (user.PasswordHash, user.SecurityStamp) = (unknown, SecurityStamps.New());
            (user.AccessFailedCount, user.LockoutEnd) = (0, null);

            var link = UserLink.New(user, UserLinkPurpose.NewPasswordByOperator, time, ForgottenPasswords.ValidFor, out var secret);
            db.Add(link);
            await TellAsync(user, hadApp: apps.Count > 0, hadPasskeys: passkeys.Count > 0, token);
            await trail.AppendAsync(db, new(AccountActs.OfficerReset, AuditActor.Operator, user.KeyOwner), token);
            return new OfficerWayBack(links.NewPassword(secret, "en"), link.ExpiresAt);
        }, cancellation);
    }

    private async Task TellAsync(User user, bool hadApp, bool hadPasskeys, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var at = $"{now.UtcDateTime:yyyyMMddHHmmss}";
        var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, cancellation));
        await letters.PutAsync(
            db, user.KeyOwner, $"password/{user.Id:N}/{at}", new PasswordChangedLetter(person.Address, person.Name, now) { IsByOperator = true }, cancellation);
        if (hadApp)
        {
            await letters.PutAsync(
                db, user.KeyOwner, $"second-factor/{user.Id:N}/{at}", new SecondFactorLetter(person.Address, person.Name, now, IsOn: false) { IsByOperator = true }, cancellation);
        }

        if (hadPasskeys)
        {
            await letters.PutAsync(
                db, user.KeyOwner, $"passkey/{user.Id:N}/{at}/removed", new PasskeyLetter(person.Address, person.Name, now, IsAdded: false) { IsByOperator = true }, cancellation);
        }
    }
}

/// <summary>How an officer comes back in.</summary>
/// <param name="Link">Where a new password is chosen, once. Whoever has it can: it is for the officer's eyes.</param>
/// <param name="ValidUntil">When the link stops working.</param>
public sealed record OfficerWayBack(Uri Link, DateTimeOffset ValidUntil);
