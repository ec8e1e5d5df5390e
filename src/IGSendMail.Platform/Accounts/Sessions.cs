using System.Security.Claims;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Where a person is signed in, for that person: to look at and to end.</summary>
public sealed class Sessions(IGSendMailContext db, AuditTrail trail, TimeProvider time)
{
    /// <summary>The session in which a page was asked for; null if nobody is signed in.</summary>
    public static SessionId? IdOf(ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(SignInClaims.Session), out var id) ? new(id) : null;

    /// <summary>All that have not ended, the one used last first.</summary>
    public async Task<IReadOnlyList<Session>> OfAsync(Guid userId, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await db.Sessions().AsNoTracking().Where(s => s.UserId == userId && s.ExpiresAt > now)
            .OrderByDescending(s => s.LastUsedAt).ThenBy(s => s.Id).ToListAsync(cancellation);
    }

    /// <summary>
    /// Ends one session of this person, and every visit to what they asked: nobody knows in which browser those are. False if it is another
    /// person's, or over.
    /// </summary>
    public async Task<bool> EndAsync(Guid userId, SessionId session, CancellationToken cancellation) =>
        await EndAsync(userId, s => s.Id == session.Value, cancellation) > 0;

    /// <summary>Ends all sessions of this person but one, and every visit to what they asked. Returns how many sessions those were.</summary>
    public Task<int> EndOthersAsync(Guid userId, SessionId? here, CancellationToken cancellation)
    {
        var except = here?.Value ?? Guid.Empty;
        return EndAsync(userId, s => s.Id != except, cancellation);
    }

    /// <summary>
    /// Ends every session of a person inside the caller's transaction, and every visit to what they asked: signed in, or by the mailbox with these
    /// hashes.
    /// </summary>
    internal static async Task EndAllAsync(
        IGSendMailContext db, User user, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation)
    {
        await db.Sessions().Where(s => s.UserId == user.Id).ExecuteDeleteAsync(cancellation);
        await RequestVisits.EndAllAsync(db, user.AccountId, [.. addressHashes.Append(user.AddressHash).Distinct()], cancellation);
    }

    private Task<int> EndAsync(
        Guid userId, System.Linq.Expressions.Expression<Func<Session, bool>> which, CancellationToken cancellation) =>
        db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var ended = await db.Sessions().Where(s => s.UserId == userId).Where(which).ExecuteDeleteAsync(token);
            if (ended > 0 && await db.Users().AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId, token) is { } user)
            {
                await trail.AppendAsync(db, new(AccountActs.SessionsEnded, user.AsActor(), user.KeyOwner)
                {
                    Facts = AuditFacts.Of(("count", ended)),
                }, token);
                await RequestVisits.EndAllAsync(db, user.AccountId, [], token);
            }

            return ended;
        }, cancellation);
}
