using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Requests;

/// <summary>What a browser may do with a request. The names are stored.</summary>
public enum RequestVisitKind
{
    /// <summary>It has just made the request: the code of its letter works there.</summary>
    Awaited,

    /// <summary>Its person has shown whose request it is: its page opens there.</summary>
    Opened,
}

/// <summary>
/// A browser that may look at one request for a short while. It keeps a random key, of which only the hash is kept here; once the row is
/// gone, no copy of the cookie opens anything.
/// </summary>
public sealed class RequestVisit
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The request. There is none behind an awaited one that waited already in a mailbox with enough letters.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>What the browser may do.</summary>
    public required RequestVisitKind Kind { get; init; }

    /// <summary>SHA-256 of the key in the cookie; see <see cref="KeptSecret"/>.</summary>
    public required byte[] KeyHash { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<RequestVisit>
    {
        public void Configure(EntityTypeBuilder<RequestVisit> table)
        {
            table.ToTable("RequestVisits");
            table.Property(v => v.KeyHash).HasMaxLength(KeptSecret.HashLength);
            table.HasIndex(v => v.KeyHash).IsUnique();
            table.HasIndex(v => v.RequestId);
            table.HasIndex(v => v.ExpiresAt);
        }
    }
}

internal sealed class RequestVisitEntry : DataMapEntry<RequestVisit>
{
    protected override void Describe(MappedTable<RequestVisit> table) => table
        .Holds("In which browser the page of your request opens for half an hour", DataCategory.Technical, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations, Purpose.Security)
        .StaysFor(
            "The browser in which you ordered a deletion can fetch its receipt for half an hour; it opens nothing else",
            "GDPR Art. 12(2) and (3)")
        .AnswersTo(IdentifierKind.Request, v => v.RequestId)
        .NotPersonal(v => v.Id, "row key")
        .Personal(v => v.Kind, "Whether the code of our e-mail works there, or the page opens")
        .Personal(v => v.ExpiresAt, "Until when")
        .Withheld(v => v.KeyHash, "Check value of the key in the browser", "a security secret")
        .ExpiresAfter(CommonPeriods.Bookkeeping, v => v.ExpiresAt);
}

/// <summary>Lets a browser look at one request for a short while, and ends that.</summary>
public sealed class RequestVisits(IGSendMailContext db, TimeProvider time)
{
    private static readonly Right[] Deletions = [.. Enum.GetValues<Right>().Where(r => r.FulfilledBy() == Fulfilment.Erasure)];

    /// <summary>Begins a visit in place of the one that the browser had. Returns the key for its cookie.</summary>
    /// <param name="requestId">The request.</param>
    /// <param name="kind">What the browser may do.</param>
    /// <param name="lasts">For how long.</param>
    /// <param name="formerKey">The key that the browser had, or null.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<string> BeginAsync(
        Guid requestId, RequestVisitKind kind, TimeSpan lasts, string? formerKey, CancellationToken cancellation)
    {
        var (key, former) = (KeptSecret.New(), KeptSecret.HashOf(formerKey));
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (former is not null)
            {
                await db.RequestVisits().Where(v => v.KeyHash == former).ExecuteDeleteAsync(token);
            }

            db.Add(new RequestVisit
            {
                Id = RowKeys.New(time),
                RequestId = requestId,
                Kind = kind,
                KeyHash = key.Hash,
                ExpiresAt = time.GetUtcNow() + lasts,
            });
        }, cancellation);
        return key.Text;
    }

    /// <summary>The request that a browser with this key may treat so, or null.</summary>
    public async Task<Guid?> FindAsync(string? key, RequestVisitKind kind, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return KeptSecret.HashOf(key) is { } hash
            ? await db.RequestVisits().Where(v => v.KeyHash == hash && v.Kind == kind && v.ExpiresAt > now)
                .Select(v => (Guid?)v.RequestId).SingleOrDefaultAsync(cancellation)
            : null;
    }

    /// <summary>Ends the visit with this key, if there is one.</summary>
    public async Task EndAsync(string? key, CancellationToken cancellation)
    {
        if (KeptSecret.HashOf(key) is { } hash)
        {
            await db.WriteAsync(
                WriteUrgency.Interactive, token => db.RequestVisits().Where(v => v.KeyHash == hash).ExecuteDeleteAsync(token), cancellation);
        }
    }

    /// <summary>Ends every visit to what an account asked, or a mailbox with one of these hashes. Inside the caller's transaction.</summary>
    public static Task EndAllAsync(
        IGSendMailContext db, Guid? accountId, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        EndAsync(db, Of(db, accountId, addressHashes), cancellation);

    /// <summary>
    /// The same before an erasure, save for requests to delete: whoever ordered the deletion sees that it is done, and fetches its receipt.
    /// Nothing else of the person can be had there.
    /// </summary>
    public static Task EndForErasureAsync(
        IGSendMailContext db, Guid? accountId, IReadOnlyList<Guid> addressHashes, CancellationToken cancellation) =>
        EndAsync(db, Of(db, accountId, addressHashes).Where(r => !Deletions.Contains(r.Right)), cancellation);

    private static IQueryable<DataSubjectRequest> Of(IGSendMailContext db, Guid? accountId, IReadOnlyList<Guid> addressHashes) =>
        accountId is { } account
            ? db.DataSubjectRequests().Where(r => r.AccountId == account || (r.AddressHash != null && addressHashes.Contains(r.AddressHash.Value)))
            : db.DataSubjectRequests().Where(r => r.AddressHash != null && addressHashes.Contains(r.AddressHash.Value));

    private static async Task EndAsync(IGSendMailContext db, IQueryable<DataSubjectRequest> requests, CancellationToken cancellation)
    {
        var ids = await requests.Select(r => r.Id).ToListAsync(cancellation);
        if (ids.Count > 0)
        {
            await db.RequestVisits().Where(v => ids.Contains(v.RequestId)).ExecuteDeleteAsync(cancellation);
        }
    }
}
