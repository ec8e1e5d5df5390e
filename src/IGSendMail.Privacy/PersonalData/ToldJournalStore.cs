using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>The journal of what was told as a store on the data map. It goes with whom it is about, after the rows themselves.</summary>
internal sealed class ToldJournalStore(IDbContextFactory<VaultContext> vaults) : IPersonalDataStore, IExpiry
{
    /// <inheritdoc />
    public StoreDescription Description { get; } = new(
        "ToldJournal", "What we told you, to be repeated if a backup is ever restored", DataCategory.Accountability,
        DataOwner.User, ProcessingRole.Controller, Order: 950)
    {
        Purposes = [Purpose.LegalObligations],
        Basis = LawfulBasis.LegalObligation,
        AlsoAbout = [DataOwner.Account, DataOwner.Requester, DataOwner.Visitor],
        Things =
        [
            new("entries", "A copy of the rows that say what we told you last, such as a cancellation or a request", Sealing.OfTheSite,
                "names and addresses in it are encrypted under your own key as well"),
        ],
        // The vault is another database: what is done there stands also when the transaction around it does not.
        IsFiles = true,
        GoesWithAccount = true,
        IsWrittenMeanwhile = true,
    };

    /// <inheritdoc />
    public string StoreKey => Description.Key;

    /// <inheritdoc />
    public DataCategory? Category => Description.Category;

    /// <inheritdoc />
    public RetentionPeriod Period => CommonPeriods.Backups;

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        var entries = await LeftAsync(subject, cancellation);
        return entries == 0 ? [] : [new StoreCount(DispositionKind.Delete, entries, entries)];
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoreRecord> ReadAsync(DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await foreach (var at in Of(vault, subject).OrderBy(e => e.At).Select(e => e.At).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return new StoreRecord(new JsonObject { ["When we told you something"] = at.ToString("O") }, []);
        }
    }

    /// <inheritdoc />
    public async Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var next = await Of(vault, slice.Subject).OrderBy(e => e.Subject).Select(e => e.Subject).Take(slice.Most).ToListAsync(cancellation);
        var removed = await Of(vault, slice.Subject).Where(e => next.Contains(e.Subject)).ExecuteDeleteAsync(cancellation);
        return new StoreStep(removed, 0, Done: next.Count < slice.Most);
    }

    /// <inheritdoc />
    public async Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await Of(vault, subject).LongCountAsync(cancellation);
    }

    /// <inheritdoc />
    public async Task<long> CountAsync(IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await Old(vault, before, onHold).LongCountAsync(cancellation);
    }

    /// <inheritdoc />
    public async Task<IReadOnlyList<long>> CountByAsync(
        IGSendMailContext db, IReadOnlyList<DateTimeOffset> befores, Guid? accountId, IReadOnlySet<Guid> onHold, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var counts = new long[befores.Count];
        await foreach (var at in Old(vault, befores[^1], onHold).Where(e => accountId == null || e.OwnerId == accountId)
            .Select(e => e.At).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            counts[befores.TakeWhile(before => at >= before).Count()]++;
        }

        return counts;
    }

    /// <inheritdoc />
    public async Task<int> ExpireSliceAsync(
        IGSendMailContext db, DateTimeOffset before, IReadOnlySet<Guid> onHold, int most, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var next = await Old(vault, before, onHold).OrderBy(e => e.At).Select(e => e.Subject).Take(most).ToListAsync(cancellation);
        var removed = next.Count == 0 ? 0 : await Old(vault, before, onHold).Where(e => next.Contains(e.Subject)).ExecuteDeleteAsync(cancellation);

        // Groups name nobody; the newest stays, for it says which journal this is.
        var newest = (await ToldJournal.NewestAsync(vault, cancellation))?.Number;
        await vault.ToldGroups().Where(g => g.At < before && g.Number < newest).OrderBy(g => g.Number).Take(most).ExecuteDeleteAsync(cancellation);
        return removed;
    }

    private static IQueryable<ToldEntry> Old(VaultContext vault, DateTimeOffset before, IReadOnlySet<Guid> onHold)
    {
        Guid?[] kept = [.. onHold];
        return vault.ToldJournal().Where(e => e.At < before && !kept.Contains(e.OwnerId));
    }

    private static IQueryable<ToldEntry> Of(VaultContext vault, DataSubject subject)
    {
        List<Guid?> owners = [.. subject.Values(IdentifierKind.Account).Concat(subject.Values(IdentifierKind.Request)).Select(id => (Guid?)id)];
        return vault.ToldJournal().AsNoTracking().Where(e => owners.Contains(e.OwnerId));
    }
}
