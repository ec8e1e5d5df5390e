using System.Runtime.CompilerServices;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Remote;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention;

/// <summary>Says what a retention run would do, by the promises in force on its day. Changes nothing.</summary>
public sealed class RetentionForecasts(
    IDbContextFactory<IGSendMailContext> contexts, DueErasures erasures, Subjects subjects, PolicyShelf shelf,
    DataMap map, Ageing ageing)
{
    private const int Page = 200;

    /// <summary>What would go as of an instant, with exact counts of what is there now.</summary>
    public async Task<RetentionForecast> AsOfAsync(DateTimeOffset asOf, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var schedule = shelf.Snapshot().ScheduleAt(asOf);
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var forecasts = new List<AccountForecast>();
        foreach (var scope in RetentionCauses.Scopes)
        {
            await foreach (var due in DueAsync(db, scope, schedule, asOf, cancellation))
            {
                var subject = await subjects.OfAccountAsync(due.AccountId, cancellation);
                if (!holds.Cover(subject, erasures.CategoriesOf(scope)))
                {
                    forecasts.Add(new AccountForecast(due, await CountAsync(subject, scope, cancellation)));
                }
            }
        }

        return new RetentionForecast(forecasts, await ageing.CountAsync(db, asOf, cancellation));
    }

    private static async IAsyncEnumerable<DueDeletion> DueAsync(
        IGSendMailContext db, ErasureScope scope, PromiseSchedule schedule, DateTimeOffset asOf,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        PendingDeletion? last = null;
        IReadOnlyList<PendingDeletion> page;
        do
        {
            page = await DueDeletions.PendingAsync(db, scope, schedule, last, Page, cancellation);
            foreach (var pending in page)
            {
                if (pending.Due.DueAt <= asOf)
                {
                    yield return pending.Due;
                }

                last = pending;
            }
        }
        while (page.Count == Page);
    }

    private async Task<IReadOnlyList<StoreForecast>> CountAsync(DataSubject subject, ErasureScope scope, CancellationToken cancellation)
    {
        var stores = new List<StoreForecast>();
        foreach (var store in map.Stores.Where(s => scope.Includes(s.Description.Category)))
        {
            var counts = await store.TryCountAsync(subject, cancellation);
            var rows = counts?.Where(c => c.Disposition == DispositionKind.Delete).Sum(c => c.Rows);
            if (rows != 0)
            {
                stores.Add(new StoreForecast(store.Description.Key, rows));
            }
        }

        return stores;
    }
}

/// <summary>What a retention run would do.</summary>
/// <param name="Accounts">Accounts whose time is up.</param>
/// <param name="Expiring">Rows and files that would go by age, by store.</param>
public sealed record RetentionForecast(
    IReadOnlyList<AccountForecast> Accounts, IReadOnlyList<(string StoreKey, long Count)> Expiring);

/// <summary>What would go from an account.</summary>
/// <param name="Due">The account, what and when.</param>
/// <param name="Stores">Rows and files, store by store.</param>
public sealed record AccountForecast(DueDeletion Due, IReadOnlyList<StoreForecast> Stores);

/// <summary>What would go from a store.</summary>
/// <param name="StoreKey">Its key.</param>
/// <param name="Rows">How many rows or files; null if the store does not answer.</param>
public sealed record StoreForecast(string StoreKey, long? Rows);
