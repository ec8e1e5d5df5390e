using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Erasure;

/// <summary>
/// The journal as a store on the data map. It outlives every erasure, because it is what repeats them after a restore.
/// </summary>
internal sealed class JournalStore(IDbContextFactory<VaultContext> vaults, RetentionPeriods periods) : IPersonalDataStore, IExpiry
{
    private const string Numbers = "it holds random numbers and counts, no name and no address";

    private static readonly KeptRows Why = new(
        $"So that a restored backup cannot bring your data back; {Numbers}", "GDPR Art. 5(2) and 17");

    private static RetentionPeriod Kept => CommonPeriods.Answers;

    /// <inheritdoc />
    public StoreDescription Description { get; } = new(
        "ErasureJournal", "The list of deletions that we repeat if a backup is ever restored",
        DataCategory.Accountability, DataOwner.User, ProcessingRole.Controller, Order: 60)
    {
        Purposes = [Purpose.LegalObligations],
        Basis = LawfulBasis.LegalObligation,
        AlsoAbout = [DataOwner.Account, DataOwner.Requester],
        Kept = Why,
        Things =
        [
            new("entries", "When a deletion was decided, begun and verified, and the random keys of whom it was about", Sealing.None, Numbers),
            new("receipts", "The number and the counts of its receipt", Sealing.None, Numbers),
        ],
    };

    /// <inheritdoc />
    public string StoreKey => Description.Key;

    /// <inheritdoc />
    public DataCategory? Category => Description.Category;

    /// <inheritdoc />
    public RetentionPeriod Period => Kept;

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var entries = EntriesOf(vault, subject);
        var rows = await entries.LongCountAsync(cancellation);
        if (rows == 0)
        {
            return [];
        }

        var newest = await entries.MaxAsync(e => e.VerifiedAt ?? e.BegunAt, cancellation);
        return [new StoreCount(DispositionKind.KeepUntil, rows, rows, new KeptReason(
            Why.Reason, Why.Basis, periods[Kept].After(newest)))];
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoreRecord> ReadAsync(
        DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await foreach (var begun in EntriesOf(vault, subject).Select(e => e.BegunAt).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return new StoreRecord(new JsonObject { ["Deletion begun on"] = begun.ToString("O") }, []);
        }
    }

    /// <inheritdoc />
    public Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation) =>
        Task.FromResult(new StoreStep(0, 0, Done: true));

    /// <inheritdoc />
    public Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation) => Task.FromResult(0L);

    /// <inheritdoc />
    public async Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await (await OldAsync(vault, before, cancellation)).LongCountAsync(cancellation);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var old = await OldAsync(vault, befores[^1], cancellation);
        var counts = new long[befores.Count];
        await foreach (var verified in old.Where(e => accountId == null || e.AccountId == accountId)
            .Select(e => e.VerifiedAt).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            counts[befores.TakeWhile(before => verified >= before).Count()]++;
        }

        return counts;
    }

    /// <inheritdoc />
    public async Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var old = await OldAsync(vault, before, cancellation);
        return await old.OrderBy(e => e.Number).Take(most).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>
    /// Its age counts from the word "verified": a hold can keep an erasure that has begun from ending for years, and without its
    /// entry it could never be called done. The newest entry stays however old it is: its number says how far the journal goes.
    /// </summary>
    private static async Task<IQueryable<JournalEntry>> OldAsync(
        VaultContext vault, DateTimeOffset before, CancellationToken cancellation)
    {
        var last = await ErasureJournal.LastNumberAsync(vault, cancellation);
        return vault.Journal().Where(e => e.BegunAt < before && e.VerifiedAt < before && e.Number < last);
    }

    private static IQueryable<JournalEntry> EntriesOf(VaultContext vault, DataSubject subject)
    {
        List<Guid> accounts = [.. subject.Values(IdentifierKind.Account)], requests = [.. subject.Values(IdentifierKind.Request)];
        return vault.Journal().AsNoTracking().Where(e =>
            (e.AccountId != null && accounts.Contains(e.AccountId.Value))
            || (e.RequestId != null && requests.Contains(e.RequestId.Value)));
    }
}
