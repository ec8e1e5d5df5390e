using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Recovery;

/// <summary>
/// Makes true again, in a database that came back from a backup, what people were told since. The first look of a process is at everything
/// within the age of backups, in the tables themselves: a single table that was put back is found as well. Later ones are at what is newer
/// than the database knows.
/// </summary>
public sealed class ToldReplay(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, ToldJournal journal, ToldCopying copying,
    IEnumerable<IToldRepeater> repeaters, TrailAfterRestore resumed, AuditTrail trail, ILogger<ToldReplay> log) : IRestoredFacts
{
    private readonly List<IToldRepeater> _repeaters = [.. repeaters.OrderBy(r => r.Order).ThenBy(r => r.Kind.Name, StringComparer.Ordinal)];
    private bool _hasLookedAtAll;
    private volatile IReadOnlyList<ToldThing> _missing = [];

    /// <summary>What could not be made true at the last look, because something else stands in its place.</summary>
    public IReadOnlyList<ToldThing> Missing => _missing;

    /// <inheritdoc />
    public async Task<int> RepeatAsync(CancellationToken cancellation)
    {
        // What was done here and not yet copied is newer than what the vault says of it.
        await copying.CopyAsync(cancellation);
        var newest = await NewestAsync(cancellation);
        var known = await KnownAsync(cancellation);
        if (newest is null || (_hasLookedAtAll && newest.Number <= known))
        {
            return 0;
        }

        var (repeated, one, missing) = (0, 0, new List<ToldThing>());
        do
        {
            (one, missing) = (0, []);
            foreach (var repeater in _repeaters)
            {
                one += await RepeatAsync(repeater, _hasLookedAtAll ? known : 0, missing, cancellation);
            }

            repeated += one;
        }
        // Two may have changed places since: what stood in the way of one was moved by the other.
        while (missing.Count > 0 && one > 0);

        if (repeated > 0)
        {
            log.ToldAgain(repeated);
            await resumed.ResumeAsync(cancellation);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, token => ToldCopying.KnowAsync(db, newest, token), cancellation);
        (_hasLookedAtAll, _missing) = (missing.Count == 0, missing);
        return repeated;
    }

    /// <summary>How many things a repetition would make true again. Changes nothing.</summary>
    public async Task<int> CountLostAsync(CancellationToken cancellation)
    {
        var lost = 0;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        foreach (var repeater in _repeaters)
        {
            await foreach (var page in ReadAsync(repeater, after: 0, cancellation))
            {
                lost += (await repeater.LostAsync(db, await ToldJournal.StillLastAsync(db, repeater.Kind, page, cancellation), cancellation)).Count;
                db.ChangeTracker.Clear();
            }
        }

        return lost;
    }

    private IAsyncEnumerable<IReadOnlyList<ToldFact>> ReadAsync(IToldRepeater repeater, long after, CancellationToken cancellation) =>
        journal.ReadAsync(repeater.Kind, after, subject => log.ToldEntryClosed(repeater.Kind.Name, subject), cancellation);

    /// <summary>How many were made true; what could not be is added to <paramref name="missing"/>.</summary>
    private async Task<int> RepeatAsync(IToldRepeater repeater, long after, List<ToldThing> missing, CancellationToken cancellation)
    {
        var repeated = 0;
        await foreach (var page in ReadAsync(repeater, after, cancellation))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var lost = await repeater.LostAsync(db, page, cancellation);
            if (lost.Count == 0 || await TryRepeatAsync(repeater, lost, cancellation))
            {
                repeated += lost.Count;
                continue;
            }

            // One of them stands in the way of the others: each is tried by itself.
            foreach (var fact in lost)
            {
                if (await TryRepeatAsync(repeater, [fact], cancellation))
                {
                    repeated++;
                }
                else if (await IsStillLostAsync(repeater, fact, cancellation))
                {
                    log.NotToldAgain(repeater.Kind.Name, fact.Subject);
                    missing.Add(new ToldThing(repeater.Kind, fact.Subject));
                }
            }
        }

        return repeated;
    }

    /// <summary>Another replica that repeats the same may have been faster.</summary>
    private async Task<bool> IsStillLostAsync(IToldRepeater repeater, ToldFact fact, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return (await repeater.LostAsync(db, [fact], cancellation)).Count > 0;
    }

    private async Task<bool> TryRepeatAsync(IToldRepeater repeater, IReadOnlyList<ToldFact> lost, CancellationToken cancellation)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                if (await ToldJournal.StillLastAsync(db, repeater.Kind, lost, token) is not { Count: > 0 } last
                    || await repeater.LostAsync(db, last, token) is not { Count: > 0 } still)
                {
                    return;
                }

                await repeater.RepeatAsync(db, still, token);
                await trail.AppendAsync(db, new(RecoveryActs.ToldAgain, AuditActor.System)
                {
                    Facts = AuditFacts.Of(("kind", repeater.Kind.Name), ("count", still.Count)),
                }, token);
            }, cancellation);
            return true;
        }
        catch (DbUpdateException)
        {
            // Something else stands in its place, or another process repeats the same: the next look says which.
            return false;
        }
    }

    private async Task<ToldGroup?> NewestAsync(CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await ToldJournal.NewestAsync(vault, cancellation);
    }

    private async Task<long> KnownAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.ToldPositions().Select(p => p.Number).SingleOrDefaultAsync(cancellation);
    }
}

/// <summary>Something that somebody was told.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Subject">About which row.</param>
public sealed record ToldThing(ToldKind Kind, Guid Subject);
