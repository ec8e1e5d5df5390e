using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// The waiting choices as a place on the data map. As in the ledger, an erasure takes the account out of them and the choice
/// itself stays. There are few: a file is there only while the database is away.
/// </summary>
internal sealed class ConsentSpoolStore(ConsentSpool spool) : IPersonalDataStore
{
    /// <inheritdoc />
    /// <remarks>Before the ledger, so that nothing comes into it that an erasure has passed already.</remarks>
    public StoreDescription Description { get; } = new(
        "ConsentSpool", "Your refusals of cookies that wait for our database", DataCategory.Accountability, DataOwner.Visitor,
        ProcessingRole.Controller, Order: 50)
    {
        IsFiles = true,
        Purposes = [Purpose.LegalObligations],
        Basis = LawfulBasis.LegalObligation,
        AlsoAbout = [DataOwner.Account],
        OnErasure = "The account is taken out of it; the choice itself stays and is entered without it",
        Things = [new("files", "What you chose about cookies, when, and the account you were signed in to", Sealing.OfTheSite)],
        WaitsFor = "until the database answers again and they are entered in the ledger",
    };

    /// <inheritdoc />
    public async Task<IReadOnlyList<StoreCount>> CountAsync(DataSubject subject, CancellationToken cancellation)
    {
        var files = await LeftAsync(subject, cancellation);
        return files == 0 ? [] : [new StoreCount(DispositionKind.Null, files, files)];
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoreRecord> ReadAsync(
        DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var decision in OfAsync(subject, cancellation))
        {
            yield return new StoreRecord(new JsonObject
            {
                ["When you chose"] = decision.Choice.At.ToString("O"),
                ["Whether analytics was allowed"] = decision.Choice.Analytics,
                ["Whether preference cookies were allowed"] = decision.Choice.Preference,
            }, []);
        }
    }

    /// <inheritdoc />
    public async Task<StoreStep> EraseAsync(IGSendMailContext db, ErasureSlice slice, CancellationToken cancellation)
    {
        var changed = 0;
        await foreach (var decision in OfAsync(slice.Subject, cancellation).Take(slice.Most).WithCancellation(cancellation))
        {
            await spool.KeepAsync(decision with { AccountId = null }, cancellation);
            changed++;
        }

        return new StoreStep(0, changed, Done: changed < slice.Most);
    }

    /// <inheritdoc />
    public async Task<long> LeftAsync(DataSubject subject, CancellationToken cancellation) =>
        await OfAsync(subject, cancellation).LongCountAsync(cancellation);

    private async IAsyncEnumerable<ConsentDecision> OfAsync(
        DataSubject subject, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var accounts = subject.Values(IdentifierKind.Account).ToHashSet();
        foreach (var file in spool.Waiting())
        {
            if (await spool.TryReadAsync(file, cancellation) is { AccountId: { } account } decision && accounts.Contains(account))
            {
                yield return decision;
            }
        }
    }
}
