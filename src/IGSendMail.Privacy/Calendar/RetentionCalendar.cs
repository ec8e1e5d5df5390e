using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Calendar;

/// <summary>What will be deleted in the next ninety days: of everybody, for officers, or of one account, for its holder.</summary>
public sealed class RetentionCalendar(
    IDbContextFactory<IGSendMailContext> contexts, DataMap map, RetentionPeriods periods, TimeProvider time)
{
    /// <summary>Of everybody: what was counted already, and what goes by its age.</summary>
    public async Task<DeletionCalendar> OfAllAsync(
        CalendarWeeks weeks, IReadOnlyList<CalendarLine> counted, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await WithAgeAsync(db, weeks, null, counted, cancellation);
    }

    public async Task<AccountCalendar> OfAccountAsync(PolicySnapshot policy, Guid accountId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var steps = await DueDeletions.PendingAsync(db, policy.ScheduleAt(now), accountId, cancellation);
        return new AccountCalendar([.. steps.Select(s => s.Due)], await WithAgeAsync(db, new CalendarWeeks(now), accountId, [], cancellation));
    }

    private async Task<DeletionCalendar> WithAgeAsync(
        IGSendMailContext db, CalendarWeeks weeks, Guid? accountId, IReadOnlyList<CalendarLine> known, CancellationToken cancellation)
    {
        var lines = known.ToList();
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var titles = map.Stores.ToDictionary(s => s.Description.Key, s => s.Description.Title, StringComparer.Ordinal);
        foreach (var expiry in map.Expiries.Where(e => e.Category is { } category && !holds.Cover(category)))
        {
            var befores = weeks.Ends.Select(end => periods[expiry.Period].Before(end)).ToList();
            lines.Add(new CalendarLine(
                CalendarKind.Age, expiry.StoreKey, titles.GetValueOrDefault(expiry.StoreKey, expiry.StoreKey),
                await expiry.CountByAsync(db, befores, accountId, holds.Accounts, cancellation)));
        }

        return new DeletionCalendar(weeks, [.. lines.Where(l => l.Total > 0)]);
    }
}

/// <summary>What will be deleted of an account.</summary>
/// <param name="Cancellation">What its cancellation makes go, and when; empty if it runs.</param>
/// <param name="ByAge">What goes by its age.</param>
public sealed record AccountCalendar(IReadOnlyList<DueDeletion> Cancellation, DeletionCalendar ByAge);
