using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

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
