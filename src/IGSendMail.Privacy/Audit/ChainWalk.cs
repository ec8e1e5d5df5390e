using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>One walk along the chain: recomputes every leaf, and the root wherever a head was signed.</summary>
internal sealed class ChainWalk(
    IGSendMailContext db, HeadReader heads, AuditHead? cut, List<LostEntries> lost, IProgress<long>? progress)
{
    private const int ProgressEvery = 50_000;

    private readonly LeafReader _leaves = new(db, cut?.Size ?? 0);
    private readonly MerkleFrontier _tree = cut is null
        ? new MerkleFrontier()
        : MerkleFrontier.Read(cut.Size, cut.Frontier) ?? new MerkleFrontier();

    private AuditEntry? _before;

    /// <summary>Entries that are what they were.</summary>
    public long Verified { get; private set; }

    /// <exception cref="AuditFaultException">Something is wrong.</exception>
    public async Task RunAsync(IReadOnlyList<AuditHead> restarts, CancellationToken cancellation)
    {
        if (cut is { Frontier: null })
        {
            throw new AuditFaultException(
                AuditFaultKind.Heads, null, null, $"The trail was cut at head {cut.Number}, which keeps nothing to go on from.");
        }

        AuditTree? announced;
        do
        {
            while (await heads.NextAsync(cancellation) is { } head)
            {
                await CheckAsync(head, restarts, cancellation);
            }

            announced = await db.AuditTree().AsNoTracking().SingleOrDefaultAsync(cancellation);
        }
        while (await GrowsAsync(announced, cancellation));

        RefuseForeign(announced);
        if (announced is not null && announced.Number > (heads.Last?.Number ?? 0))
        {
            // Announced but not signed: the process was killed in between. The next run signs exactly this.
            await WalkToAsync(announced.Size, "announced", cancellation);
            CompareRoot(announced.Root, announced.Size, heads.Last?.Size ?? 0);
        }

        await RefuseFurtherAsync(announced, cancellation);
    }

    private async Task CheckAsync(AuditHead head, IReadOnlyList<AuditHead> restarts, CancellationToken cancellation)
    {
        // Entries beyond the size of a later restart were lost with the database that had them.
        var survives = restarts.Where(r => r.Number > head.Number).Select(r => (long?)r.Size).Min() ?? long.MaxValue;
        if (head.Size > survives)
        {
            var restart = restarts.First(r => r.Number > head.Number && r.Size < head.Size);
            lost.RemoveAll(l => l.First == restart.Size + 1 && l.At == restart.At);
            lost.Add(new LostEntries(restart.Size + 1, head.Size, restart.At));
            return;
        }

        var from = _tree.Size;
        await WalkToAsync(head.Size, $"signed as head {head.Number}", cancellation);
        CompareRoot(head.Root, head.Size, from);
    }

    private async Task WalkToAsync(long size, string what, CancellationToken cancellation)
    {
        // Order is kept within a batch; a later batch may hold an older entry that was committed late.
        _before = null;
        while (_tree.Size < size)
        {
            var expected = _tree.Size + 1;
            var row = await _leaves.PeekAsync(cancellation) ?? throw new AuditFaultException(
                AuditFaultKind.Truncated, expected, null,
                $"The trail ends at entry {_tree.Size}, but {size} entries were {what}: entries {expected} to {size} are gone.");
            Check(row, expected);
            _leaves.Advance();
            if (++Verified % ProgressEvery == 0)
            {
                progress?.Report(Verified);
            }
        }
    }

    private void Check(ChainedEntry row, long expected)
    {
        if (row.Leaf.Sequence != expected)
        {
            throw new AuditFaultException(
                AuditFaultKind.Missing, expected, null, $"Entry {expected} is missing: its place in the chain is gone.");
        }

        if (row.Entry is not { } entry)
        {
            throw new AuditFaultException(
                AuditFaultKind.Missing, expected, row.Leaf.EntryId,
                $"Entry {expected} ({row.Leaf.EntryId:N}) is missing: it was deleted, or its key was changed.");
        }

        var hash = CanonicalEntry.LeafHash(entry);
        if (!hash.AsSpan().SequenceEqual(row.Leaf.Hash))
        {
            throw new AuditFaultException(
                AuditFaultKind.Changed, expected, entry.Id,
                $"Entry {expected} ({entry.Id:N}) was changed: it is not what stood there when it was placed.");
        }

        if (_before is not null && (_before.At, _before.Id).CompareTo((entry.At, entry.Id)) > 0)
        {
            throw new AuditFaultException(
                AuditFaultKind.Swapped, expected, entry.Id,
                $"Entry {expected} ({entry.Id:N}) was swapped: it is older than the one before it in the same batch.");
        }

        _before = entry;
        _tree.Add(hash);
    }

    private void CompareRoot(byte[] root, long size, long from)
    {
        if (!_tree.Root().AsSpan().SequenceEqual(root))
        {
            throw new AuditFaultException(
                AuditFaultKind.Changed, from + 1, null,
                $"Among entries {from + 1} to {size} one was changed or swapped together with its place in the chain: "
                + "they do not hash to what was signed.");
        }
    }

    /// <summary>True if the site has signed further heads since we last looked.</summary>
    private async Task<bool> GrowsAsync(AuditTree? announced, CancellationToken cancellation)
    {
        var last = heads.Last?.Number ?? 0;
        if (announced is not null && announced.Number > last + 1)
        {
            var more = await heads.NextAsync(cancellation);
            if (more is not null)
            {
                await CheckAsync(more, [], cancellation);
                return true;
            }
        }

        return false;
    }

    private void RefuseForeign(AuditTree? announced)
    {
        var last = heads.Last;
        var fits = announced is null ? last is null
            : announced.Number == last?.Number ? announced.Head.Says(last.Content)
            : announced.Head.Follows(last?.Content);
        if (!fits || (announced is not null && MerkleFrontier.Read(announced.Size, announced.Frontier)?.Root() is var root
            && (root is null || !root.AsSpan().SequenceEqual(announced.Root))))
        {
            throw new AuditFaultException(
                announced is null || announced.Number < (last?.Number ?? 0) ? AuditFaultKind.Truncated : AuditFaultKind.Heads,
                null, null,
                $"The database says its newest head is {announced?.Number ?? 0}, the newest in the vault is {last?.Number ?? 0}, "
                + "and one does not continue the other.");
        }
    }

    private async Task RefuseFurtherAsync(AuditTree? announced, CancellationToken cancellation)
    {
        if (await _leaves.PeekAsync(cancellation) is not { } further)
        {
            return;
        }

        var now = await db.AuditTree().AsNoTracking().SingleOrDefaultAsync(cancellation);
        if (now?.Number == announced?.Number)
        {
            throw new AuditFaultException(
                AuditFaultKind.Inserted, further.Leaf.Sequence, further.Leaf.EntryId,
                $"Entry {further.Leaf.Sequence} ({further.Leaf.EntryId:N}) was inserted: the chain ends at {_tree.Size}.");
        }

        // The site has placed further entries since: the next check reads them.
    }
}
