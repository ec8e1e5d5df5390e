using System.Data.Common;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>Reads the chain in order, page by page, each leaf with its entry.</summary>
internal sealed class LeafReader(IGSendMailContext db, long after)
{
    private const int Page = 2_000;

    private readonly Queue<ChainedEntry> _page = new();
    private long _last = after;

    /// <summary>The next leaf, or null at the end. Asking again at the end looks whether the chain has grown.</summary>
    /// <exception cref="AuditFaultException">What stands there is no leaf or no entry.</exception>
    public async Task<ChainedEntry?> PeekAsync(CancellationToken cancellation)
    {
        if (_page.Count == 0)
        {
            await FillAsync(cancellation);
        }

        return _page.TryPeek(out var next) ? next : null;
    }

    /// <summary>Goes on behind the leaf that was looked at.</summary>
    public void Advance() => _page.Dequeue();

    private async Task FillAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(Page, cancellation);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable, cancellation))
        {
            // One row of the page holds what no program of ours writes: row by row it is found.
            _page.Clear();
            await ReadOneAsync(cancellation);
        }

        if (_page.Count > 0)
        {
            _last = _page.Last().Leaf.Sequence;
        }
    }

    private async Task ReadOneAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadAsync(1, cancellation);
        }
        catch (Exception unreadable) when (IsUnreadable(unreadable, cancellation))
        {
            throw new AuditFaultException(
                AuditFaultKind.Changed, _last + 1, null,
                $"Entry {_last + 1} was changed: what stands there cannot be read ({unreadable.GetType().Name}).");
        }
    }

    private async Task ReadAsync(int most, CancellationToken cancellation)
    {
        var from = _last;
        var rows = db.AuditLeaves().AsNoTracking()
            .Where(l => l.Sequence > from).OrderBy(l => l.Sequence).Take(most)
            .LeftJoin(
                db.AuditEntries().AsNoTracking(),
                leaf => new { At = leaf.EntryAt, Id = leaf.EntryId }, entry => new { entry.At, entry.Id },
                (leaf, entry) => new { Leaf = leaf, Entry = entry })
            .OrderBy(row => row.Leaf.Sequence)
            .Select(row => new ChainedEntry(row.Leaf, row.Entry));
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            _page.Enqueue(row);
        }
    }

    private static bool IsUnreadable(Exception failure, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && failure is not (OperationCanceledException or DbException or TimeoutException or AuditFaultException);
}

/// <summary>A leaf and the entry that it is about, if there is one.</summary>
internal sealed record ChainedEntry(AuditLeaf Leaf, AuditEntry? Entry);
