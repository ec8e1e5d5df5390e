using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// Writes down that grants ended by themselves, once a grant. What was counted while a grant held was counted with
/// consent and stays for the period of usage data: unlike a withdrawal, the end of a period takes nothing back.
/// </summary>
public sealed class ConsentExpiries(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, AuditTrail trail, PolicyShelf shelf, TimeProvider time)
    : IRepeatedWork
{
    private const int Slice = 100;

    /// <inheritdoc />
    public string Name => "consent expiries";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => leases.RunAsync(Name, async (lease, token) =>
    {
        while (await EndSliceAsync(lease, token) > 0)
        {
            token.ThrowIfCancellationRequested();
        }
    }, cancellation);

    private async Task<int> EndSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var policy = shelf.Snapshot();
            var ended = await EndedAsync(db, token);
            foreach (var grant in ended)
            {
                var expired = ExpiryOf(grant, policy);
                db.Add(expired);
                await trail.AppendAsync(db, ConsentLedger.DeedOf(expired), token);
            }

            return ended.Count;
        }, cancellation);
    }

    private async Task<List<ConsentRecord>> EndedAsync(IGSendMailContext db, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        // Grants end in the order of their ends: what ended before the last recorded end was seen to.
        var from = await db.ConsentRecords().Where(r => r.Kind == ConsentKind.Expired)
            .OrderByDescending(r => r.RecordedAt).Take(Slice).MaxAsync(r => (DateTimeOffset?)r.At, cancellation)
            ?? DateTimeOffset.MinValue;
        var ended = await db.ConsentRecords().AsNoTracking()
            .Where(r => r.ValidUntil >= from && r.ValidUntil <= now && (r.Analytics || r.Preference))
            .Where(r => !db.ConsentRecords().Any(other => other.ChainId == r.ChainId
                && (other.ValidUntil > r.ValidUntil || (!other.Analytics && !other.Preference))))
            .OrderBy(r => r.ValidUntil)
            .Take(Slice)
            .ToListAsync(cancellation);
        // Two changes within one second end together.
        return [.. ended.DistinctBy(r => r.ChainId)];
    }

    private ConsentRecord ExpiryOf(ConsentRecord grant, PolicySnapshot policy) => new()
    {
        Id = RowKeys.New(time),
        ChainId = grant.ChainId,
        At = grant.ValidUntil,
        RecordedAt = time.GetUtcNow(),
        ValidUntil = grant.ValidUntil,
        VisitorId = grant.VisitorId,
        AccountId = grant.AccountId,
        Kind = ConsentKind.Expired,
        Analytics = false,
        Preference = false,
        Signal = grant.Signal,
        TextHash = grant.TextHash,
        PolicyVersion = policy.InForceAt(grant.ValidUntil).Version,
        ReceiptHash = grant.ReceiptHash,
    };
}
