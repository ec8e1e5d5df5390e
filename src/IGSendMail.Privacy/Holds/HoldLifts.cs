using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Holds;

/// <summary>Lifts the holds whose time to think again is over. Killed anywhere, a hold holds on until the next round.</summary>
public sealed class HoldLifts(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, AuditTrail trail, TimeProvider time, WorkBell bell) : IRepeatedWork
{
    /// <summary>So long an officer who ordered that a hold be lifted may think again.</summary>
    public static readonly TimeSpan ThinkAgain = TimeSpan.FromHours(1);

    private const int Slice = 50;

    /// <inheritdoc />
    public string Name => "hold-lifts";

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => leases.RunAsync(Name, async (lease, token) =>
    {
        while (await LiftSliceAsync(lease, token))
        {
        }
    }, cancellation);

    private async Task<bool> LiftSliceAsync(HeldLease lease, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        if (!await Due(db, now).AnyAsync(cancellation))
        {
            return false;
        }

        var lifted = await db.WriteAsync(WriteUrgency.Background, async token =>
        {
            await Leases.ExtendAsync(db, lease, token);
            var due = await Due(db, now).OrderBy(h => h.LiftsAt).Take(Slice).ToListAsync(token);
            foreach (var hold in due)
            {
                hold.LiftedAt = now;
                await trail.AppendAsync(db, LegalHolds.DeedOf(hold, HoldActs.Lifted, new OfficerId(hold.LiftedBy!.Value)), token);
            }

            return due.Count;
        }, cancellation);
        bell.Ring(RetentionRounds.Name);
        return lifted == Slice;
    }

    private static IQueryable<LegalHold> Due(IGSendMailContext db, DateTimeOffset now) =>
        db.LegalHolds().Where(h => h.LiftedAt == null && h.LiftsAt <= now);
}
