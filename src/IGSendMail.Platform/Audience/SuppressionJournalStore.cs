using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>The journal of opt-outs as a store on the data map. It goes with the account, not with the lists and not with the person.</summary>
internal sealed class SuppressionJournalStore(IDbContextFactory<VaultContext> vaults) : IPersonalDataStore
{
    /// <inheritdoc />
    public StoreDescription Description { get; } = new(
        "SuppressionJournal", "The list of opt-outs that we repeat if a backup is ever restored", DataCategory.Accountability,
        DataOwner.Recipient, ProcessingRole.Processor, Order: 126)
    {
        Purposes = [Purpose.LegalObligations, Purpose.ProvidePlatform],
        Basis = LawfulBasis.ControllerInstruction,
        OnErasure = "Goes with the customer's account. A person's own deletion leaves it: without it a restored backup would bring them mail again",
        Things =
        [
            new("entries", "That a person wants no mail of a customer, or wants it again, and since when", Sealing.None,
                "it names nobody: a keyed hash stands in place of the address"),
        ],
        // The vault is another database: what is done there stands also when the transaction around it does not.
        IsFiles = true,
        GoesWithAccount = true,
        TitleAtCustomers = "That you want no mail from a customer of ours, to be repeated if a backup is ever restored",
    };

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var own = await Of(vault, subject).LongCountAsync(cancellation);
        List<Guid> addresses = [.. subject.Values(IdentifierKind.Address)], accounts = [.. subject.Values(IdentifierKind.Account)];
        var others = addresses.Count == 0 ? 0 : await vault.SuppressionJournal().LongCountAsync(
            s => addresses.Contains(s.AddressHash) && !accounts.Contains(s.AccountId), cancellation);
        var counts = new List<StoreCount>(2);
        if (own > 0)
        {
            counts.Add(new StoreCount(DispositionKind.Delete, own, own));
        }

        if (others > 0)
        {
            counts.Add(new StoreCount(DispositionKind.KeepUntil, others, others, new KeptReason(
                "We hold it for a customer of ours, so that a restored backup cannot bring you back to their lists; it is a scrambled form of the address",
                "GDPR Art. 21(3) and 28(3)(a)", null))
            { IsAtCustomers = true });
        }

        return counts;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoreRecord> ReadAsync(DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        await foreach (var at in Of(vault, subject).Select(s => s.At).AsAsyncEnumerable().WithCancellation(cancellation))
        {
            yield return new StoreRecord(new JsonObject { ["When a person opted out, or wanted mail again"] = at.ToString("O") }, []);
        }
    }

    /// <inheritdoc />
    public async Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        var removed = 0;
        foreach (var account in slice.Subject.Values(IdentifierKind.Account))
        {
            removed += await vault.SuppressionJournal().Where(s => s.AccountId == account)
                .OrderBy(s => s.AddressHash).Take(slice.Most - removed).ExecuteDeleteAsync(cancellation);
        }

        return new StoreStep(removed, 0, Done: removed < slice.Most);
    }

    /// <inheritdoc />
    public async Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation)
    {
        await using var vault = await vaults.CreateDbContextAsync(cancellation);
        return await Of(vault, subject).LongCountAsync(cancellation);
    }

    private static IQueryable<JournaledSuppression> Of(VaultContext vault, DataSubject subject)
    {
        List<Guid> accounts = [.. subject.Values(IdentifierKind.Account)];
        return vault.SuppressionJournal().AsNoTracking().Where(s => accounts.Contains(s.AccountId));
    }
}
