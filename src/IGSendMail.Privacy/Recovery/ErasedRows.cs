using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Recovery;

/// <summary>
/// Deletes rows again of accounts that were erased, when one table of an older copy was put back among today's: the database as a whole still
/// knows those erasures, so no number tells. It looks once at every start, in every table, for whoever the journal of erasures names within the
/// age of backups.
/// </summary>
public sealed class ErasedRows(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, DataMap map, RetentionPeriods periods, WordBook words,
    AuditTrail trail, TimeProvider time) : IRestoredFacts
{
    private const int Slice = 1_000;

    /// <summary>Numbers that are given once: nobody who comes later has them.</summary>
    private static readonly IdentifierKind[] Unique = [IdentifierKind.Account, IdentifierKind.User];

    private bool _hasLooked;

    /// <inheritdoc />
    public async Task<int> RepeatAsync(CancellationToken cancellation)
    {
        if (_hasLooked)
        {
            return 0;
        }

        long removed = 0;
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var (oldest, position) = (periods[CommonPeriods.Backups].Before(time.GetUtcNow()), await JournalPosition.ReadAsync(db, cancellation));
        await foreach (var page in vault.Journal().Where(e => e.VerifiedAt >= oldest && e.Number <= position).InPagesAsync(cancellation))
        {
            var finished = await FinishedAsync(db, page, cancellation);
            removed += await RemoveAllAsync(db, [.. finished.Where(e => e.Scope == ErasureScope.Everything)], cancellation);
            removed += await RemoveListsAsync(db, vault, [.. finished.Where(e => e.Scope == ErasureScope.SubscriberData)], cancellation);
        }

        if (removed > 0)
        {
            await db.WriteAsync(WriteUrgency.Background, token => trail.AppendAsync(db, new(RecoveryActs.ToldAgain, AuditActor.System)
            {
                Facts = AuditFacts.Of(("kind", "ErasedRow"), ("count", removed)),
            }, token).AsTask(), cancellation);
        }

        _hasLooked = true;
        return (int)Math.Min(removed, int.MaxValue);
    }

    /// <summary>Without those that the database takes for unfinished: they are carried to their end, or repeated.</summary>
    private static async Task<IReadOnlyList<JournalEntry>> FinishedAsync(
        IGSendMailContext db, IReadOnlyList<JournalEntry> page, CancellationToken cancellation)
    {
        List<Guid> ids = [.. page.Select(e => e.RunId)];
        var unfinished = await db.ErasureRuns().AsNoTracking()
            .Where(r => ids.Contains(r.Id) && r.FinishedAt == null).Select(r => r.Id).ToListAsync(cancellation);
        return [.. page.ExceptBy(unfinished, e => e.RunId)];
    }

    private async Task<long> RemoveAllAsync(IGSendMailContext db, IReadOnlyList<JournalEntry> erased, CancellationToken cancellation)
    {
        var subjects = erased.Select(e => e.ReadSubject(words)).ToList();
        long removed = 0;
        foreach (var kind in Unique)
        {
            List<Guid> values = [.. subjects.SelectMany(s => s.Values(kind)).Distinct()];
            foreach (var table in values.Count == 0 ? [] : Tables())
            {
                foreach (var value in await table.PresentAsync(db, kind, values, cancellation))
                {
                    var subject = DataSubject.Of(new Identifier(kind, value));
                    removed += await InSlicesAsync(db, async token =>
                    {
                        var step = await table.EraseAsync(db, new ErasureSlice(subject, Slice), token);
                        return step.Removed + step.Changed;
                    }, cancellation);
                }
            }
        }

        return removed;
    }

    /// <summary>The account lives on, and may have uploaded lists anew: only what the erasure made unreadable goes.</summary>
    private async Task<long> RemoveListsAsync(
        IGSendMailContext db, VaultContext vault, IReadOnlyList<JournalEntry> erased, CancellationToken cancellation)
    {
        var begun = erased.Where(e => e.AccountId is not null).GroupBy(e => e.AccountId!.Value).ToDictionary(g => g.Key, g => g.Max(e => e.BegunAt));
        List<Guid> accounts = [.. begun.Keys];
        long removed = 0;
        foreach (var table in accounts.Count == 0 ? [] : Tables().Where(t => t.Description.Category == DataCategory.Subscriber))
        {
            foreach (var account in await table.PresentAsync(db, IdentifierKind.Account, accounts, cancellation))
            {
                var destroyed = await vault.Keys.AsNoTracking()
                    .Where(k => k.OwnerId == account && k.Wrapped == null).Select(k => k.KeyId).ToHashSetAsync(cancellation);
                removed += await table.RemoveSealedAsync(db, account, begun[account], destroyed, cancellation);
            }
        }

        return removed;
    }

    /// <summary>Each slice is a transaction: killed, the next start finds the rest.</summary>
    private static async Task<long> InSlicesAsync(IGSendMailContext db, Func<CancellationToken, Task<long>> slice, CancellationToken cancellation)
    {
        long all = 0, one;
        do
        {
            one = await db.WriteAsync(WriteUrgency.Background, slice, cancellation);
            db.ChangeTracker.Clear();
            all += one;
        }
        while (one > 0);

        return all;
    }

    /// <summary>In the order of erasures.</summary>
    private IEnumerable<ITableOfOwners> Tables() => map.Stores.OfType<ITableOfOwners>().OrderBy(t => t.Description.Order);
}
