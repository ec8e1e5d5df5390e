using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Works the queue of requests, the earliest deadline first. One process at a time does; a killed one is replaced and
/// the work goes on where the last transaction left it.
/// </summary>
public sealed class RequestWork(
    IDbContextFactory<IGSendMailContext> contexts, Leases leases, RequestFulfilment fulfilment, RequestExpiry expiry,
    RequestAlarms alarms, WaitingForSignIn waiting, TimeProvider time, ILogger<RequestWork> log) : IRepeatedWork
{
    private static readonly Right[] ByErasure = [.. Enum.GetValues<Right>().Where(r => r.FulfilledBy() == Fulfilment.Erasure)];

    /// <summary>The name to ring for.</summary>
    public const string WorkName = "requests";

    /// <inheritdoc />
    public string Name => WorkName;

    /// <inheritdoc />
    public TimeSpan Every => TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public Task RunAsync(CancellationToken cancellation) => leases.RunAsync(WorkName, async (lease, token) =>
    {
        await waiting.RunAsync(lease, token);
        await expiry.RunAsync(lease, token);
        await alarms.RunAsync(lease, token);
        var last = (Due: DateOnly.MinValue, Id: Guid.Empty);
        while (await NextAsync(last, token) is { } next)
        {
            last = (next.AnswerDue, next.Id);
            await TryAsync(next.Id, lease, token);
        }
    }, cancellation);

    private async Task TryAsync(Guid requestId, HeldLease lease, CancellationToken cancellation)
    {
        try
        {
            await fulfilment.AdvanceAsync(requestId, lease, cancellation);
        }
        catch (Exception failure) when (failure is not LeaseLostException && !cancellation.IsCancellationRequested)
        {
            // One request that fails must not hold up the others; it is tried again, and the officer sees it become due.
            log.RequestFailed(requestId, failure.GetType().Name, failure.StackTrace?.Split('\n').FirstOrDefault()?.Trim());
        }
    }

    private async Task<DataSubjectRequest?> NextAsync((DateOnly Due, Guid Id) last, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await After(db, last, time.GetUtcNow()).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>
    /// Requests to work on, the earliest deadline first, behind one that was just looked at. One that waits for its erasure is told its
    /// end (<see cref="ErasureEnds"/>): it is looked at only if that was missed, or once places have been silent for so long that
    /// the person has to know.
    /// </summary>
    internal static IQueryable<DataSubjectRequest> After(IGSendMailContext db, (DateOnly Due, Guid Id) last, DateTimeOffset now)
    {
        var patience = now - ErasureWork.PatienceWithStores;
        return db.DataSubjectRequests().AsNoTracking()
            .Where(r => r.ClosedAt == null && (r.State == RequestState.Received || r.State == RequestState.InProgress || r.State == RequestState.PartlyDone))
            .Where(r => r.State == RequestState.Received || !ByErasure.Contains(r.Right)
                || db.ErasureRuns().Any(e => e.RequestId == r.Id && (e.State == ErasureState.Done
                    || (r.State == RequestState.InProgress && e.State == ErasureState.Purging && e.PlannedAt <= patience))))
            .Where(r => r.AnswerDue > last.Due || (r.AnswerDue == last.Due && r.Id.CompareTo(last.Id) > 0))
            .OrderBy(r => r.AnswerDue).ThenBy(r => r.Id);
    }
}
