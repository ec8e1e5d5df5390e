using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Changes passwords. Every session of the person ends with the change.</summary>
public sealed class Passwords(
    IGSendMailContext db, IPasswordHasher<User> hasher, Sealer sealer, LetterBox letters, AuditTrail trail,
    TimeProvider time)
{
    /// <summary>
    /// Sets a new password and tells the person by letter. The caller has asked for the current one
    /// (<see cref="SignIn.IsTheirsAsync"/>) and checked the new one (<see cref="PasswordChecks"/>).
    /// Returns the user with the new stamp, to be signed in again with a fresh key.
    /// </summary>
    public async Task<User> ChangeAsync(Guid userId, string password, CancellationToken cancellation)
    {
        var hash = hasher.HashPassword(null!, password);
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var now = time.GetUtcNow();
            var user = await db.Users().SingleAsync(u => u.Id == userId, token);
            user.PasswordHash = hash;
            user.SecurityStamp = SecurityStamps.New();
            await Sessions.EndAllAsync(db, user, [], token);
            var person = user.ForLetters(await sealer.OpenAsync<UserContent>(user, user.Content, token));
            await letters.PutAsync(
                db, user.KeyOwner, $"password/{user.Id:N}/{now.UtcDateTime:yyyyMMddHHmmss}",
                new PasswordChangedLetter(person.Address, person.Name, now) { Locale = person.Locale }, token);
            await trail.AppendAsync(db, new(AccountActs.PasswordChanged, user.AsActor(), user.KeyOwner), token);
            return user;
        }, cancellation);
    }
}
