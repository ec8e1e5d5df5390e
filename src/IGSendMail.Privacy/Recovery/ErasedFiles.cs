using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Recovery;

/// <summary>
/// Deletes files again of people who were erased, when an older copy of the folders was put back beside today's database. It looks at every
/// start, and each hour after it, for whoever the journal of erasures names within the age of backups.
/// </summary>
public sealed class ErasedFiles(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, DataMap map, RetentionPeriods periods, WordBook words,
    AuditTrail trail, TimeProvider time) : IRestoredFacts
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);
    private DateTimeOffset _next;

    /// <inheritdoc />
    public async Task<int> RepeatAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (now < _next)
        {
            return 0;
        }

        var folders = map.Stores.OfType<FolderStore>().Select(store => (Store: store, Owners: store.Owners())).Where(f => f.Owners.Count > 0).ToList();
        var removed = folders.Count == 0 ? 0 : await RemoveAsync(folders, now, cancellation);
        if (removed > 0)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            await db.WriteAsync(WriteUrgency.Background, token => trail.AppendAsync(db, new(RecoveryActs.ToldAgain, AuditActor.System)
            {
                Facts = AuditFacts.Of(("kind", "ErasedFile"), ("count", removed)),
            }, token).AsTask(), cancellation);
        }

        _next = now + Every;
        return removed;
    }

    private async Task<int> RemoveAsync(
        List<(FolderStore Store, IReadOnlySet<Guid> Owners)> folders, DateTimeOffset now, CancellationToken cancellation)
    {
        var removed = 0;
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var oldest = periods[CommonPeriods.Backups].Before(now);
        await foreach (var page in vault.Journal().Where(e => e.VerifiedAt >= oldest).InPagesAsync(cancellation))
        {
            foreach (var entry in page)
            {
                var subject = entry.ReadSubject(words);
                foreach (var owner in subject.Values(IdentifierKind.Account).Concat(subject.Values(IdentifierKind.Request)).Distinct())
                {
                    // Lists may be uploaded anew once the former are gone.
                    removed += folders
                        .Where(f => f.Owners.Contains(owner)
                            && (entry.Scope == ErasureScope.Everything || f.Store.Description.Category == DataCategory.Subscriber))
                        .Sum(f => f.Store.Remove(owner, entry.BegunAt, cancellation));
                }
            }
        }

        return removed;
    }
}
