using System.Collections.Concurrent;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Keeps with a person's profile that their browser sent Global Privacy Control: the signal counts for the known
/// profile too, not for one browser alone (11 CCR § 7025). From then on no page view is linked to the account.
/// </summary>
public sealed class SignalOptOuts(IDbContextFactory<IGSendMailContext> contexts, AuditTrail trail, TimeProvider time)
{
    private const int MostRemembered = 50_000;

    // Who is known to be opted out costs no look at the database with every page.
    private readonly ConcurrentDictionary<Guid, bool> _known = new();

    /// <summary>Keeps the opt-out, once. The absence of the signal never undoes it.</summary>
    public async Task KeepAsync(Guid userId, CancellationToken cancellation)
    {
        if (_known.ContainsKey(userId))
        {
            return;
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (await db.Users().SingleOrDefaultAsync(u => u.Id == userId && u.OptedOutAt == null, token) is { } user)
            {
                user.OptedOutAt = time.GetUtcNow();
                await trail.AppendAsync(db, new(AuditAct.SignalKept, user.AsActor(), user.KeyOwner), token);
            }
        }, cancellation);

        if (_known.Count >= MostRemembered)
        {
            _known.Clear();
        }

        _known[userId] = true;
    }

    /// <summary>Since when a person is opted out, or null.</summary>
    public async Task<DateTimeOffset?> SinceAsync(Guid userId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Users().Where(u => u.Id == userId).Select(u => u.OptedOutAt).SingleOrDefaultAsync(cancellation);
    }
}
