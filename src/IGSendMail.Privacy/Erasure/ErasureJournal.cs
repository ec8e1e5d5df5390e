using System.Runtime.CompilerServices;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// Writes erasures down in the vault: each one before its first key is destroyed, again when it was read back, and again
/// with its receipt. Every step is safe to repeat.
/// </summary>
public sealed class ErasureJournal(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, TimeProvider time)
{
    private const int Tries = 5;

    /// <summary>
    /// Writes down that an erasure begins, and returns its number. The caller records the number with
    /// <see cref="RecordAsync"/> in the transaction that begins the erasure.
    /// </summary>
    /// <exception cref="JournalAheadException">
    /// The journal holds erasures that this database does not know: it was restored, and must be replayed first.
    /// </exception>
    public async Task<long> BeginAsync(ErasureRun run, DataSubject subject, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            await using var vault = await vaults.CreateDbContextAsync(cancellation);
            var known = await vault.Journal().AsNoTracking().SingleOrDefaultAsync(e => e.RunId == run.Id, cancellation);
            var number = known?.Number ?? await LastNumberAsync(vault, cancellation) + 1;
            await RefuseIfAheadAsync(vault, number, cancellation);
            if (known is not null)
            {
                return number;
            }

            vault.Add(EntryOf(run, subject, number));
            try
            {
                await vault.SaveChangesAsync(cancellation);
                return number;
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                // Another process took the number: look again.
            }
        }
    }

    /// <summary>True if the erasure was written down: its keys are gone or going.</summary>
    public async Task<bool> HasBegunAsync(Guid runId, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await vault.Journal().AnyAsync(e => e.RunId == runId, cancellation);
    }

    /// <summary>Lets the database remember the number, inside the caller's transaction.</summary>
    public static Task RecordAsync(IGSendMailContext db, long number, CancellationToken cancellation) =>
        JournalPosition.AdvanceAsync(db, number, cancellation);

    /// <summary>
    /// Writes down that every store of these runs was read back. An erasure is called done only after this. What a run repeats
    /// after a restore, and was never verified itself, is verified with it.
    /// </summary>
    public async Task VerifiedAsync(IReadOnlyCollection<ErasureRun> runs, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        List<Guid> runIds = [.. runs.Select(r => r.Id)];
        List<long> repeated = [.. runs.Select(r => r.ReplayOf).OfType<long>()];
        await vault.Journal().Where(e => (runIds.Contains(e.RunId) || repeated.Contains(e.Number)) && e.VerifiedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.VerifiedAt, now), cancellation);
        var noted = await vault.Journal().Where(e => runIds.Contains(e.RunId) && e.VerifiedAt != null)
            .Select(e => e.RunId).ToListAsync(cancellation);
        if (runIds.Except(noted).Select(r => (Guid?)r).FirstOrDefault() is { } missing)
        {
            throw new InvalidOperationException($"Erasure {missing:N} is not in the journal and cannot be called done.");
        }
    }

    /// <summary>Keeps a copy of the receipt beside the erasure.</summary>
    public async Task ReceiptedAsync(ErasureReceipt receipt, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await vault.Journal().Where(e => e.RunId == receipt.RunId).ExecuteUpdateAsync(set => set
            .SetProperty(e => e.ReceiptNumber, receipt.Number)
            .SetProperty(e => e.ReceiptIssuedAt, receipt.IssuedAt)
            .SetProperty(e => e.ReceiptContent, receipt.Content), cancellation);
    }

    internal static async Task<long> LastNumberAsync(VaultContext vault, CancellationToken cancellation) =>
        await vault.Journal().MaxAsync(e => (long?)e.Number, cancellation) ?? 0;

    /// <summary>
    /// Recording a number says that all before it are known. A database restored under a running site must not say so.
    /// </summary>
    private async Task RefuseIfAheadAsync(VaultContext vault, long number, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var position = await JournalPosition.ReadAsync(db, cancellation);
        var between = vault.Journal().Where(e => e.Number > position && e.Number < number);
        await foreach (var page in between.InPagesAsync(cancellation))
        {
            List<Guid> runs = [.. page.Select(e => e.RunId)];
            if (await db.ErasureRuns().CountAsync(r => runs.Contains(r.Id), cancellation) < runs.Count)
            {
                throw new JournalAheadException();
            }
        }
    }

    private JournalEntry EntryOf(ErasureRun run, DataSubject subject, long number) => new()
    {
        Number = number,
        RunId = run.Id,
        Trigger = run.Trigger,
        Cause = run.Cause,
        Scope = run.Scope,
        AccountId = run.AccountId,
        RequestId = run.RequestId,
        Subject = subject.ToJson(),
        OrderedAt = run.OrderedAt,
        BegunAt = time.GetUtcNow(),
    };
}

/// <summary>The journal is ahead of the database: what was erased since its backup must be erased again first.</summary>
public sealed class JournalAheadException() : Exception(
    "The erasure journal holds erasures that this database does not know. It was restored from a backup: run \"erasures replay\".");

/// <summary>The journal set.</summary>
public static class JournalSets
{
    private const int Page = 500;

    /// <summary>The erasure journal.</summary>
    public static DbSet<JournalEntry> Journal(this VaultContext vault) => vault.Set<JournalEntry>();

    /// <summary>
    /// Entries in order of their numbers, page by page, so that each page is looked up elsewhere with one question and no
    /// reader stays open meanwhile.
    /// </summary>
    internal static async IAsyncEnumerable<IReadOnlyList<JournalEntry>> InPagesAsync(
        this IQueryable<JournalEntry> entries, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var after = 0L; ;)
        {
            var from = after;
            var page = await entries.AsNoTracking().Where(e => e.Number > from).OrderBy(e => e.Number).Take(Page).ToListAsync(cancellation);
            yield return page;
            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Number;
        }
    }
}
