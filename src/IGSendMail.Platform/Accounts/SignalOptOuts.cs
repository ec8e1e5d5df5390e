using System.Collections.Concurrent;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Keeps with a person's profile that their browser sent Global Privacy Control: the signal counts for the known
/// profile too, not for one browser alone (11 CCR § 7025). From then on no page view is linked to the account.
/// </summary>
/// <remarks>
/// A page only notes it: the signal already denies there, so no page has to wait for the database or to fail with it.
/// What a killed process had noted is noted again with the person's next page.
/// </remarks>
public sealed class SignalOptOuts(IDbContextFactory<IGSendMailContext> contexts, AuditTrail trail, TimeProvider time)
    : IProfileOptOuts, IRepeatedWork
{
    private const int MostRemembered = 50_000;
    private const int GroupSize = 200;

    private readonly ConcurrentDictionary<Guid, bool> _waiting = new();
    private readonly ConcurrentDictionary<Guid, bool> _kept = new();

    /// <inheritdoc />
    public string Name => "signal opt-outs";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(2);

    /// <inheritdoc />
    public void Note(Guid userId)
    {
        if (!_kept.ContainsKey(userId) && _waiting.Count < MostRemembered)
        {
            _waiting.TryAdd(userId, true);
        }
    }

    /// <summary>Keeps what was noted, each once. The absence of the signal never undoes it.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        while (_waiting.Keys.Take(GroupSize).ToList() is { Count: > 0 } group)
        {
            await KeepAsync(group, cancellation);
            if (_kept.Count >= MostRemembered)
            {
                _kept.Clear();
            }

            foreach (var userId in group)
            {
                _kept[userId] = true;
                _waiting.TryRemove(userId, out _);
            }
        }
    }

    /// <inheritdoc />
    public async Task<DateTimeOffset?> SinceAsync(Guid userId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Users().Where(u => u.Id == userId).Select(u => u.OptedOutAt).SingleOrDefaultAsync(cancellation);
    }

    private async Task KeepAsync(List<Guid> group, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            var users = await db.Users().Where(u => group.Contains(u.Id) && u.OptedOutAt == null).ToListAsync(token);
            users.ForEach(user => user.OptedOutAt = time.GetUtcNow());
            await trail.AppendManyAsync(db, users.ConvertAll(u => new AuditDeed(AccountActs.SignalKept, u.AsActor(), u.KeyOwner)), token);
        }, cancellation);
    }
}
