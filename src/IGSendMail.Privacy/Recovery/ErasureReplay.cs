using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Recovery;

/// <summary>
/// Erases again, in a database that was restored from a backup, whoever was erased since, and then lets time catch up.
/// Safe to kill anywhere: the next start does the rest.
/// </summary>
public sealed class ErasureReplay(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, RestoreCheck check,
    ErasureWork erasures, RetentionJob retention, IEnumerable<IRestoredFacts> facts, TrailAfterRestore resumed, AuditTrail trail, Leases leases, WordBook words, TimeProvider time)
{
    private const string LeaseName = "erasure replay";

    /// <summary>
    /// Repeats what is pending. Returns how database and vault stand afterwards: <see cref="VaultAgreement.DatabaseOlder"/>
    /// if something is still unfinished or another process is at it. A vault that is older is left as it is.
    /// </summary>
    public async Task<JournalFinding> RunAsync(CancellationToken cancellation)
    {
        var before = await check.LookAsync(cancellation);
        if (before.Agreement != VaultAgreement.DatabaseOlder)
        {
            return before;
        }

        // First what was said: a cancellation that was taken back since must not fall due, and a hold that was placed holds.
        await RepeatFactsAsync(cancellation);
        if (await leases.RunAsync(LeaseName, OrderAsync, cancellation) != LeaseOutcome.Done)
        {
            return before;
        }

        await erasures.RunAsync(cancellation);

        // Again: who was erased may have stood in the place of somebody who came after.
        await RepeatFactsAsync(cancellation);
        // A clock that cannot be trusted deletes nothing by time; the work says so in the log. The replay is done all the same.
        await retention.RunAsync(cancellation);
        await resumed.ResumeAsync(cancellation);
        return await check.LookAsync(cancellation);
    }

    private async Task RepeatFactsAsync(CancellationToken cancellation)
    {
        foreach (var fact in facts)
        {
            await fact.RepeatAsync(cancellation);
        }
    }

    private async Task OrderAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await foreach (var page in JournalCheck.PendingAsync(db, vault, cancellation))
        {
            foreach (var entry in page)
            {
                await db.WriteAsync(WriteUrgency.Background, async token =>
                {
                    await Leases.ExtendAsync(db, lease, token);
                    await OrderAsync(db, entry, token);
                    await ErasureJournal.RecordAsync(db, entry.Number, token);
                }, cancellation);
                db.ChangeTracker.Clear();
            }
        }
    }

    private async Task OrderAsync(IGSendMailContext db, JournalEntry entry, CancellationToken cancellation)
    {
        if (await db.ErasureRuns().SingleOrDefaultAsync(r => r.Trigger == entry.Trigger, cancellation) is { } stale)
        {
            if (stale.State is ErasureState.Receipted or ErasureState.LetterSent or ErasureState.Done)
            {
                // Everything was read back before the backup was made, and the letter left after it.
                stale.State = ErasureState.Done;
                stale.Target = null;
                stale.FinishedAt ??= entry.VerifiedAt ?? time.GetUtcNow();
                return;
            }

            // It cannot go on: what it had to know was destroyed when it was finished.
            await db.ErasureTasks().Where(t => t.RunId == stale.Id).ExecuteDeleteAsync(cancellation);
            await db.ErasureReceipts().Where(r => r.RunId == stale.Id).ExecuteDeleteAsync(cancellation);
            await db.ErasureRuns().Where(r => r.Id == stale.Id).ExecuteDeleteAsync(cancellation);
            db.ChangeTracker.Clear();
        }

        var run = await erasures.OrderAsync(db, entry.Trigger, new ErasureOrder(
            entry.Cause, entry.Scope, entry.ReadSubject(words), entry.AccountId, entry.RequestId, LetterTo: null)
        {
            ReplayOf = entry.Number,
        }, cancellation);
        await trail.AppendAsync(db, new(RecoveryActs.ErasureReplayed, AuditActor.System)
        {
            Facts = AuditFacts.Of(("journal", entry.Number)),
        }, cancellation);
        if (entry is { ReceiptNumber: { } number, ReceiptIssuedAt: { } issued, ReceiptContent: { } content })
        {
            // The person has this number in hand: it must go on being known.
            db.Add(new ErasureReceipt
            {
                Id = RowKeys.New(time),
                Number = number,
                RunId = run,
                AccountId = entry.AccountId,
                RequestId = entry.RequestId,
                IssuedAt = issued,
                Content = content,
            });
        }
    }
}
