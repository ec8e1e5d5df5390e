using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>
/// The real finder of due accounts, and after it has found some, once, whatever somebody does meanwhile: between the
/// finding and the ordering of an erasure lies a moment.
/// </summary>
internal sealed class Meanwhile(DueAccounts real, World world) : IDueAccounts
{
    public Task RestateAsync(IGSendMailContext db, PromiseSchedule schedule, HeldLease held, CancellationToken cancellation) =>
        real.RestateAsync(db, schedule, held, cancellation);

    public async Task<IReadOnlyList<DueAccount>> FindAsync(
        IGSendMailContext db, ErasureScope scope, DateTimeOffset now, DueAccount? after, int most, CancellationToken cancellation)
    {
        var found = await real.FindAsync(db, scope, now, after, most, cancellation);
        if (found.Count > 0 && world.OnceFound is { } deed)
        {
            world.OnceFound = null;
            await deed();
        }

        return found;
    }

    public Task<bool> IsStillDueAsync(IGSendMailContext db, DueAccount due, DateTimeOffset now, CancellationToken cancellation) =>
        real.IsStillDueAsync(db, due, now, cancellation);

    public Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, ErasureScope scope, PromiseSchedule schedule, PendingDeletion? after, int most,
        CancellationToken cancellation) => real.PendingAsync(db, scope, schedule, after, most, cancellation);

    public Task<IReadOnlyList<PendingDeletion>> PendingAsync(
        IGSendMailContext db, PromiseSchedule schedule, Guid accountId, CancellationToken cancellation) =>
        real.PendingAsync(db, schedule, accountId, cancellation);
}
