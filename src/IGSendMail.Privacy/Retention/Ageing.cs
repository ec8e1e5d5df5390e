using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Retention;

/// <summary>Deletes what is too old, store by store and slice by slice.</summary>
public sealed class Ageing(DataMap map, RetentionPeriods periods, TimeProvider time, ILogger<Ageing> log)
{
    private const int MostInSlice = 1_000;
    private const int LeastInSlice = 50;

    /// <summary>Deletes what is too old as of an instant and notes it in the run.</summary>
    internal async Task ExpireAsync(
        IGSendMailContext db, RetentionRun run, DateTimeOffset asOf, HeldLease lease, CancellationToken cancellation)
    {
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        foreach (var expiry in map.Expiries)
        {
            var before = periods[expiry.Period].Before(asOf);

            // A look keeps nobody waiting; most rounds find nothing.
            var expired = await expiry.CountAsync(db, before, holds.Accounts, cancellation) > 0
                ? await ExpireAsync(db, expiry, before, lease, cancellation)
                : 0;
            if (expired > 0)
            {
                log.WentByAge(expired, expiry.StoreKey);
                run.Expired += expired;
                await db.WriteAsync(WriteUrgency.Background, token =>
                {
                    db.Add(new RetentionRunLine { RunId = run.Id, Place = expiry.StoreKey, Expired = expired });
                    return Task.CompletedTask;
                }, cancellation);
            }
        }
    }

    /// <summary>What would go from each store as of an instant. Changes nothing.</summary>
    public async Task<IReadOnlyList<(string StoreKey, long Count)>> CountAsync(
        IGSendMailContext db, DateTimeOffset asOf, CancellationToken cancellation)
    {
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var expiring = new List<(string StoreKey, long Count)>();
        foreach (var expiry in map.Expiries.Where(e => e.Category is not { } category || !holds.Cover(category)))
        {
            var count = await expiry.CountAsync(db, periods[expiry.Period].Before(asOf), holds.Accounts, cancellation);
            if (count > 0)
            {
                expiring.Add((expiry.StoreKey, count));
            }
        }

        return expiring;
    }

    private async Task<long> ExpireAsync(
        IGSendMailContext db, IExpiry expiry, DateTimeOffset before, HeldLease lease, CancellationToken cancellation)
    {
        var pace = new SlicePace(MostInSlice, LeastInSlice);
        long expired = 0;
        int last, most;
        do
        {
            most = pace.Next;
            long start = 0;
            last = await db.WriteAsync(WriteUrgency.Background, async token =>
            {
                start = time.GetTimestamp();
                await Leases.ExtendAsync(db, lease, token);
                // Read in the same transaction: a hold that stands when a slice begins holds.
                var holds = await ActiveHolds.ReadAsync(db, token);
                return expiry.Category is { } category && holds.Cover(category)
                    ? 0
                    : await expiry.ExpireSliceAsync(db, before, holds.Accounts, most, token);
            }, cancellation);
            pace.Took(time.GetElapsedTime(start));
            expired += last;
        }
        while (last == most);

        return expired;
    }
}
