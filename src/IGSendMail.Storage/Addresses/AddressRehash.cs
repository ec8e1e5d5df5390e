using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Storage;

/// <summary>
/// Gives rows of the months before November 2026 today's hash of their address, kind by kind and slice by slice; cursor
/// and rows change in one transaction, so that it may be killed anywhere. A row that cannot be opened or whose text is no
/// address any more keeps its hash. Once through, it never looks again.
/// </summary>
public sealed class AddressRehash(
    IDbContextFactory<IGSendMailContext> contexts, IEnumerable<IAddressedRows> kinds, Leases leases, TimeProvider time,
    ILogger<AddressRehash> log) : IRepeatedWork
{
    /// <summary>Most rows a slice.</summary>
    public const int SliceRows = 500;

    private const int SlicesBetweenWords = 100;

    private bool _isThrough;

    /// <inheritdoc />
    public string Name => "address-rehash";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromHours(1);

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken cancellation)
    {
        if (!_isThrough)
        {
            _isThrough = await leases.RunAsync(Name, RunAsync, cancellation) == LeaseOutcome.Done;
        }
    }

    private async Task RunAsync(HeldLease lease, CancellationToken cancellation)
    {
        foreach (var rows in kinds)
        {
            await RunAsync(rows, lease, cancellation);
        }
    }

    private async Task RunAsync(IAddressedRows rows, HeldLease lease, CancellationToken cancellation)
    {
        for (var slice = 1; ; slice++)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var mark = await db.AddressRehashes().AsNoTracking().SingleOrDefaultAsync(m => m.Kind == rows.Name, cancellation);
            if (mark?.FinishedAt is not null)
            {
                return;
            }

            // Opened outside of the transaction, which keeps other writers waiting.
            var page = await rows.ReadAsync(db, mark?.Last, SliceRows, cancellation);
            db.ChangeTracker.Clear();
            var isLast = page.Rows < SliceRows;
            var after = await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                await Leases.ExtendAsync(db, lease, token);
                return await WriteAsync(db, rows, page, isLast, token);
            }, cancellation);
            if (isLast)
            {
                log.AddressesHashed(after.Kind, after.Rows, after.Changed, after.Kept);
                return;
            }

            if (slice % SlicesBetweenWords == 0)
            {
                log.AddressesBeingHashed(after.Kind, after.Rows, after.Changed);
            }
        }
    }

    private async Task<AddressRehashMark> WriteAsync(
        IGSendMailContext db, IAddressedRows rows, RehashPage page, bool isLast, CancellationToken cancellation)
    {
        var mark = await db.AddressRehashes().SingleOrDefaultAsync(m => m.Kind == rows.Name, cancellation);
        if (mark is null)
        {
            mark = new AddressRehashMark { Kind = rows.Name };
            db.Add(mark);
        }

        foreach (var stale in page.Stale)
        {
            var changed = await rows.RehashAsync(db, stale, cancellation);
            mark.Changed += changed ? 1 : 0;
            mark.Kept += changed ? 0 : 1;
        }

        mark.Rows += page.Rows;
        mark.Last = page.Last ?? mark.Last;
        mark.FinishedAt = isLast ? time.GetUtcNow() : null;
        return mark;
    }
}
