using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// Copies opt-outs into the vault before anybody is told of them, and tells a restored database again what it lost. Data first, vault
/// second: whatever stands in the vault stood in the database before, so a number that a database remembers says that it knows all up to it.
/// </summary>
public sealed class SuppressionJournal(
    IDbContextFactory<IGSendMailContext> contexts, IDbContextFactory<VaultContext> vaults, AuditTrail trail)
    : IRepeatedWork, IRestoredFacts, IDisposable
{
    private const int SliceRows = 500;
    private const int Tries = 5;

    private readonly SemaphoreSlim _oneAtATime = new(1);

    /// <inheritdoc />
    public string Name => "opt-out journal";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => CopyAsync(cancellation);

    /// <summary>Copies what waits. Safe to kill anywhere and to repeat; several processes may do it at once.</summary>
    public async Task CopyAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            if (await PositionAsync(db, cancellation) is null)
            {
                await NoteAllAsync(db, cancellation);
            }

            while (await db.SuppressionNotes().AsNoTracking().OrderBy(n => n.Id).Take(SliceRows).ToListAsync(cancellation) is { Count: > 0 } notes)
            {
                var number = await WriteAsync(notes, await PositionAsync(db, cancellation) ?? 0, cancellation);
                List<Guid> written = notes.ConvertAll(n => n.Id);
                await db.WriteAsync(WriteUrgency.Interactive, async token =>
                {
                    await db.SuppressionNotes().Where(n => written.Contains(n.Id)).ExecuteDeleteAsync(token);
                    await AdvanceAsync(db, number, token);
                }, cancellation);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc />
    public async Task<int> RepeatAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var position = await PositionAsync(db, cancellation) ?? 0;
        if (await vault.SuppressionJournal().MaxAsync(s => (long?)s.Number, cancellation) is not { } newest || newest <= position)
        {
            return 0;
        }

        var changed = 0;
        JournaledSuppression? last = null;
        while (await PageAsync(vault, position, last, cancellation) is { Count: > 0 } page)
        {
            foreach (var ofAccount in page.GroupBy(s => s.AccountId))
            {
                changed += await db.WriteAsync(WriteUrgency.Background, token => RepeatAsync(db, ofAccount.Key, [.. ofAccount], token), cancellation);
                db.ChangeTracker.Clear();
            }

            last = page[^1];
        }

        await db.WriteAsync(WriteUrgency.Background, token => AdvanceAsync(db, newest, token), cancellation);
        return changed;
    }

    /// <inheritdoc />
    public void Dispose() => _oneAtATime.Dispose();

    private async Task<int> RepeatAsync(IGSendMailContext db, Guid accountId, IReadOnlyList<JournaledSuppression> said, CancellationToken cancellation)
    {
        if (!await db.Accounts().AnyAsync(a => a.Id == accountId, cancellation))
        {
            // It is erased: it has no lists.
            return 0;
        }

        var changed = 0;
        foreach (var source in said.Where(s => !s.IsLifted).GroupBy(s => s.Source))
        {
            changed += await Suppressing.AgainAsync(db, accountId, [.. source], cancellation);
        }

        foreach (var lifted in said.Where(s => s.IsLifted))
        {
            changed += await db.Suppressions()
                .Where(s => s.AccountId == accountId && s.AddressHash == lifted.AddressHash && s.Since <= lifted.At).ExecuteDeleteAsync(cancellation);
        }

        if (changed > 0)
        {
            await trail.AppendAsync(db, new(AudienceActs.SuppressionsRepeated, AuditActor.System)
            {
                Facts = AuditFacts.Of(("count", changed)),
            }, cancellation);
        }

        return changed;
    }

    private static Task<List<JournaledSuppression>> PageAsync(
        VaultContext vault, long position, JournaledSuppression? last, CancellationToken cancellation)
    {
        var (account, hash) = (last?.AccountId ?? Guid.Empty, last?.AddressHash ?? Guid.Empty);
        return vault.SuppressionJournal().AsNoTracking()
            .Where(s => s.Number > position && (s.AccountId.CompareTo(account) > 0 || (s.AccountId == account && s.AddressHash.CompareTo(hash) > 0)))
            .OrderBy(s => s.AccountId).ThenBy(s => s.AddressHash).Take(SliceRows).ToListAsync(cancellation);
    }

    /// <summary>Writes notes into the vault as one group and returns its number, which is above all that this database has seen.</summary>
    private async Task<long> WriteAsync(IReadOnlyList<SuppressionNote> notes, long position, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            await using var vault = await vaults.CreateDbContextAsync(cancellation);
            var number = Math.Max(position, await vault.SuppressionJournal().MaxAsync(s => (long?)s.Number, cancellation) ?? 0) + 1;
            foreach (var ofAccount in notes.GroupBy(n => n.AccountId))
            {
                await PutAsync(vault, ofAccount.Key, number, [.. ofAccount], cancellation);
            }

            try
            {
                await vault.SaveChangesAsync(cancellation);
                return number;
            }
            catch (DbUpdateException) when (tries < Tries)
            {
                // Another process wrote the same people: look again.
            }
        }
    }

    private static async Task PutAsync(
        VaultContext vault, Guid accountId, long number, IReadOnlyList<SuppressionNote> notes, CancellationToken cancellation)
    {
        List<Guid> hashes = [.. notes.Select(n => n.AddressHash).Distinct()];
        var known = await vault.SuppressionJournal().Where(s => s.AccountId == accountId && hashes.Contains(s.AddressHash))
            .ToDictionaryAsync(s => s.AddressHash, cancellation);
        foreach (var note in notes)
        {
            if (!known.TryGetValue(note.AddressHash, out var row))
            {
                row = new JournaledSuppression
                {
                    AccountId = accountId,
                    AddressHash = note.AddressHash,
                    Number = number,
                    At = note.At,
                    IsLifted = note.IsLifted,
                    Reason = note.Reason,
                    Source = note.Source,
                };
                known.Add(note.AddressHash, row);
                vault.Add(row);
            }
            else if (note.At >= row.At)
            {
                (row.Number, row.At, row.IsLifted, row.Reason, row.Source) = (number, note.At, note.IsLifted, note.Reason, note.Source);
            }
        }
    }

    /// <summary>
    /// What was suppressed before there was a journal is copied too. Only when all of it is noted there is a position: killed in the middle it
    /// begins anew, and what is noted twice is written once.
    /// </summary>
    private static async Task NoteAllAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var (account, hash) = (Guid.Empty, Guid.Empty);
        List<Suppression> slice;
        do
        {
            slice = await db.Suppressions().AsNoTracking()
                .Where(s => s.AccountId.CompareTo(account) > 0 || (s.AccountId == account && s.AddressHash.CompareTo(hash) > 0))
                .OrderBy(s => s.AccountId).ThenBy(s => s.AddressHash).Take(SliceRows).ToListAsync(cancellation);
            if (slice.Count > 0)
            {
                await db.WriteAsync(WriteUrgency.Background, token => Suppressing.NoteAsync(db, slice, token), cancellation);
                (account, hash) = (slice[^1].AccountId, slice[^1].AddressHash);
            }
        }
        while (slice.Count == SliceRows);
        await db.WriteAsync(WriteUrgency.Background, token => AdvanceAsync(db, 0, token), cancellation);
    }

    private static Task<long?> PositionAsync(IGSendMailContext db, CancellationToken cancellation) =>
        db.SuppressionPositions().AsNoTracking().Select(p => (long?)p.Number).SingleOrDefaultAsync(cancellation);

    /// <summary>Moves the position forward inside the caller's transaction; it never goes back.</summary>
    private static async Task AdvanceAsync(IGSendMailContext db, long number, CancellationToken cancellation)
    {
        if (await db.SuppressionPositions().Where(p => p.Number < number)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.Number, number), cancellation) == 0
            && !await db.SuppressionPositions().AnyAsync(cancellation))
        {
            db.Add(new SuppressionPosition { Number = number });
        }
    }
}
