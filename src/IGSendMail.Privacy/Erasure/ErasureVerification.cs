using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Holds;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// What comes between the last deleted row and the word "verified": every store is read back, what was deleted leaves the
/// files, the journal notes it, and then the run. Runs that are so far together share the scrub and the two commits.
/// </summary>
public sealed class ErasureVerification(
    IDbContextFactory<IGSendMailContext> contexts, ErasurePurge purge, ErasureScrub scrub, ErasureJournal journal,
    AuditTrail trail, IEnumerable<IErasureFollower> followers, ILogger<ErasureVerification> log)
{
    /// <summary>
    /// Verifies runs whose stores are all empty. Returns those that have to wait because what was deleted is still in the files
    /// while others read them. One in which something was found again is purged again and not verified.
    /// </summary>
    internal async Task<IReadOnlyList<PurgingRun>> VerifyAsync(
        IReadOnlyList<PurgingRun> emptied, HeldLease lease, CancellationToken cancellation)
    {
        if (emptied.Count == 0)
        {
            return [];
        }

        var clean = new List<PurgingRun>(emptied.Count);
        foreach (var run in emptied)
        {
            if (await purge.ReadBackAsync(run, lease, cancellation))
            {
                clean.Add(run);
            }
        }

        var waiting = new List<PurgingRun>();
        foreach (var run in clean)
        {
            // Whoever reads in the log will do so in the next moment too: one try keeps writers out long enough.
            if (!await scrub.IsCleanAsync(run.Run.Id, mayScrub: waiting.Count == 0, lease, cancellation))
            {
                log.WaitsForReaders(run.Run.Id);
                waiting.Add(run);
            }
        }

        clean.RemoveAll(waiting.Contains);
        if (clean.Count > 0)
        {
            await NoteAsync(clean, lease, cancellation);
        }

        return waiting;
    }

    /// <summary>
    /// The lease and the holds first: what is written down in the journal stays there, whatever becomes of this transaction.
    /// </summary>
    private async Task NoteAsync(List<PurgingRun> clean, HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);

            // Of a run that is held since it was emptied, the next step finds the hold and waits.
            var holds = await ActiveHolds.ReadAsync(db, token);
            List<Guid> ids = [.. clean
                .Where(r => r.Run.ReplayOf is not null || !holds.Cover(r.Subject, r.Stores.Select(p => p.Description.Category)))
                .Select(r => r.Run.Id)];
            var runs = await db.ErasureRuns().Where(r => ids.Contains(r.Id) && r.State == ErasureState.Purging).ToListAsync(token);
            if (runs.Count == 0)
            {
                return;
            }

            await journal.VerifiedAsync(runs, token);
            foreach (var follower in followers)
            {
                await follower.VerifiedAsync(db, runs, token);
            }

            foreach (var run in runs)
            {
                await trail.AppendAsync(db, run, ErasureActs.Verified, token);
                run.State = ErasureState.Verified;
            }
        }, cancellation);
    }
}

/// <summary>
/// Makes what runs deleted leave the files, keys included. One scrub serves every run that has deleted nothing since it began:
/// a thousand runs that go forward together need one of them, not a thousand.
/// </summary>
/// <remarks>
/// What it remembers counts under one and the same lease only: meanwhile no other process deletes. Steps of runs that delete
/// or scrub follow one another, so it needs no lock.
/// </remarks>
public sealed class ErasureScrub(IDbContextFactory<IGSendMailContext> contexts, Vault vault)
{
    private readonly Dictionary<Guid, long> _deleted = [];
    private HeldLease? _lease;
    private long _events;
    private long _scrubbed;

    /// <summary>A run is about to delete: until <see cref="NoteDeleted"/> is called it counts as one that needs a scrub.</summary>
    internal void NoteDeletes(Guid runId, HeldLease lease) => Of(lease).Remove(runId);

    /// <summary>What a run deleted is committed; a scrub that begins now covers it.</summary>
    internal void NoteDeleted(Guid runId, HeldLease lease) => Of(lease)[runId] = ++_events;

    /// <summary>
    /// True if nothing that the run deleted is in the files any more. False if readers keep it there, or if it would need a scrub
    /// that <paramref name="mayScrub"/> forbids: try again later.
    /// </summary>
    internal async Task<bool> IsCleanAsync(Guid runId, bool mayScrub, HeldLease lease, CancellationToken cancellation)
    {
        if (Of(lease).TryGetValue(runId, out var deleted) && deleted < _scrubbed)
        {
            return true;
        }

        if (!mayScrub)
        {
            return false;
        }

        var began = ++_events;
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (!await db.Engine.ScrubAsync(db, cancellation) || !await vault.ScrubAsync(cancellation))
        {
            return false;
        }

        _scrubbed = began;
        return true;
    }

    private Dictionary<Guid, long> Of(HeldLease lease)
    {
        if (lease != _lease)
        {
            _lease = lease;
            _deleted.Clear();
        }

        return _deleted;
    }
}
