using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>Counts what must not happen too often; see <see cref="Tally"/>.</summary>
public sealed class Tallies(IGSendMailContext db, Vault vault, TimeProvider time)
{
    private const string SecretName = "tallies";

    /// <summary>The keyed hash of what is counted.</summary>
    /// <param name="what">The kind of thing, so that two kinds never meet in one row.</param>
    /// <param name="parts">What makes it this one and no other.</param>
    /// <param name="cancellation">Cancels.</param>
    public async ValueTask<Guid> IdAsync(string what, IReadOnlyList<string> parts, CancellationToken cancellation)
    {
        var key = await vault.SecretAsync(SecretName, 32, cancellation);
        return new Guid(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{what}\n{string.Join('\n', parts)}")).AsSpan(0, 16));
    }

    /// <summary>
    /// Counts one more, in a transaction of its own. False, and nothing changes, if there were <paramref name="most"/> already. The count starts
    /// anew when nothing was counted for <paramref name="rest"/>.
    /// </summary>
    public async Task<bool> TryCountAsync(TallyKey key, int most, TimeSpan rest, CancellationToken cancellation)
    {
        if (await CountUpAsync(key, most, rest, cancellation) is { } counted)
        {
            return counted;
        }

        try
        {
            await db.WriteAsync(WriteUrgency.Interactive, _ =>
            {
                db.Add(new Tally
                {
                    Id = key.Id,
                    AccountId = key.AccountId,
                    UserId = key.UserId,
                    AddressHash = key.AddressHash,
                    Count = 1,
                    Until = time.GetUtcNow() + rest,
                });
                return Task.CompletedTask;
            }, cancellation);
            return true;
        }
        catch (DbUpdateException race) when (db.Engine.IsKeyViolation(race))
        {
            // Two were the first at the same instant: the other one made the row.
            db.ChangeTracker.Clear();
            return await CountUpAsync(key, most, rest, cancellation) ?? false;
        }
    }

    /// <summary>Counts one less: what was counted did not happen.</summary>
    public Task GiveBackAsync(Guid id, CancellationToken cancellation) => db.WriteAsync(
        WriteUrgency.Interactive,
        token => db.Set<Tally>().Where(t => t.Id == id && t.Count > 0).ExecuteUpdateAsync(set => set.SetProperty(t => t.Count, t => t.Count - 1), token),
        cancellation);

    /// <summary>How often by now.</summary>
    public async Task<int> CountAsync(Guid id, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return await db.Set<Tally>().Where(t => t.Id == id && t.Until > now).Select(t => t.Count).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Starts a count anew.</summary>
    public Task ForgetAsync(Guid id, CancellationToken cancellation) => db.WriteAsync(
        WriteUrgency.Interactive, token => db.Set<Tally>().Where(t => t.Id == id).ExecuteDeleteAsync(token), cancellation);

    /// <summary>Starts all counts about somebody who signs in anew, in the caller's transaction.</summary>
    public static Task ForgetUserAsync(IGSendMailContext db, Guid userId, CancellationToken cancellation) =>
        db.Set<Tally>().Where(t => t.UserId == userId).ExecuteDeleteAsync(cancellation);

    /// <summary>Null if there is no row.</summary>
    private Task<bool?> CountUpAsync(TallyKey key, int most, TimeSpan rest, CancellationToken cancellation) =>
        db.WriteAsync<bool?>(WriteUrgency.Interactive, async token =>
        {
            var now = time.GetUtcNow();
            var until = now + rest;
            var counted = await db.Set<Tally>().Where(t => t.Id == key.Id && (t.Until <= now || t.Count < most)).ExecuteUpdateAsync(
                set => set
                    .SetProperty(t => t.Count, t => t.Until <= now ? 1 : t.Count + 1)
                    .SetProperty(t => t.Until, until),
                token);
            return counted == 1 ? true : await db.Set<Tally>().AnyAsync(t => t.Id == key.Id, token) ? false : null;
        }, cancellation);
}
