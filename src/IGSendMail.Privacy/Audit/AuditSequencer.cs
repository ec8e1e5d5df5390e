using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// Gives waiting entries their place in the chain, batch by batch, and puts a signed head into the vault with each.
/// </summary>
/// <remarks>
/// Database and vault are two places, and a process may be killed between them. So the order is: one transaction places
/// the entries and announces the head, word for word; then the vault gets that head. Nothing is placed while an announced
/// head is not in the vault. Killed in between, the next run finds the announcement and signs the very same head: the
/// trail never forks, and an entry is never placed twice. The other order would leave a head in the vault for entries
/// that another run may arrange differently. The lease is extended in the same transaction; a holder that lost it can
/// at most sign a head that is announced already.
/// </remarks>
public sealed class AuditSequencer(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, AuditHeads heads, TimeProvider time,
    ILogger<AuditSequencer> log) : IRepeatedWork
{
    /// <summary>Entries in one transaction: few enough not to keep a person's write waiting.</summary>
    public const int Batch = 250;

    /// <inheritdoc />
    public string Name => "audit";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => RunAsync(Batch, cancellation);

    /// <summary>Places everything that waits, so many entries a batch. Returns how many found their place.</summary>
    public async Task<long> RunAsync(int batch, CancellationToken cancellation)
    {
        try
        {
            return (await leases.RunAsync(Name, (lease, token) => PlaceAllAsync(batch, lease, token), cancellation)).Result;
        }
        catch (TrailBrokenException broken)
        {
            log.TrailNotContinued(broken.Message);
            return 0;
        }
    }

    private async Task<long> PlaceAllAsync(int batch, HeldLease lease, CancellationToken cancellation)
    {
        long placed = 0;
        int last;
        do
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await heads.SignAsync(await db.AuditTree().AsNoTracking().SingleOrDefaultAsync(cancellation), cancellation);
            last = await db.AuditWaiting().AnyAsync(cancellation)
                ? await db.WriteAsync(WriteUrgency.Background, token => PlaceAsync(db, batch, lease, token), cancellation)
                : 0;
            placed += last;
        }
        while (last > 0);
        return placed;
    }

    private async Task<int> PlaceAsync(IGSendMailContext db, int batch, HeldLease lease, CancellationToken cancellation)
    {
        await Leases.ExtendAsync(db, lease, cancellation);
        var entries = await Next(db, batch).ToListAsync(cancellation);
        if (entries.Count == 0)
        {
            return 0;
        }

        // Engines order keys differently; within a batch the order is ours, so that a swap shows.
        entries.Sort(static (a, b) => (a.At, a.Id).CompareTo((b.At, b.Id)));
        var tree = await db.AuditTree().SingleOrDefaultAsync(cancellation);
        var frontier = tree is null ? new MerkleFrontier() : Read(tree);
        foreach (var entry in entries)
        {
            var hash = CanonicalEntry.LeafHash(entry);
            frontier.Add(hash);
            db.Add(new AuditLeaf { Sequence = frontier.Size, EntryAt = entry.At, EntryId = entry.Id, Hash = hash });
            db.Remove(new WaitingEntry { At = entry.At, EntryId = entry.Id });
        }

        Announce(db, tree, frontier, isRestart: false, tree?.Head.Hash(), number: (tree?.Number ?? 0) + 1, time.GetUtcNow());
        return entries.Count;
    }

    /// <summary>The entries that wait longest.</summary>
    internal static IQueryable<AuditEntry> Next(IGSendMailContext db, int batch) => (
        from waiting in db.AuditWaiting()
        join entry in db.AuditEntries() on new { waiting.At, Id = waiting.EntryId } equals new { entry.At, entry.Id }
        orderby waiting.At, waiting.EntryId
        select entry).AsNoTracking().Take(batch);

    internal static MerkleFrontier Read(AuditTree tree) => MerkleFrontier.Read(tree.Size, tree.Frontier)
        ?? throw new TrailBrokenException($"The announced head {tree.Number} does not fit its size of {tree.Size} entries");

    internal static void Announce(
        IGSendMailContext db, AuditTree? tree, MerkleFrontier frontier, bool isRestart, byte[]? previousHash, long number,
        DateTimeOffset now)
    {
        var next = new AuditTree
        {
            Number = number,
            Size = frontier.Size,
            Root = frontier.Root(),
            PreviousHash = previousHash ?? HeadContent.NoneBefore,
            At = now,
            IsRestart = isRestart,
            Frontier = frontier.ToBytes(),
        };
        if (tree is null)
        {
            db.Add(next);
        }
        else
        {
            db.Entry(tree).CurrentValues.SetValues(next);
        }
    }
}
