using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention.Holds;
using IGSendMail.Privacy.Retention.Standing;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Retention.Calendar;

/// <summary>What will be deleted in the next ninety days: of everybody, for officers, or of one account, for its holder.</summary>
public sealed class RetentionCalendar(
    IDbContextFactory<IGSendMailContext> contexts, DataMap map, RetentionPeriods periods, IDueAccounts accounts, PolicyShelf shelf,
    TimeProvider time)
{
    /// <summary>Of everybody.</summary>
    /// <param name="open">Deletions after cancellations that are not finished (<see cref="DueSubjects.OpenAsync"/>).</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<DeletionCalendar> OfAllAsync(IReadOnlyList<DueSubject> open, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var weeks = new CalendarWeeks(time.GetUtcNow());
        var ahead = open.Where(s => s.State is not (DueState.Held or DueState.Verified)).ToList();
        var lists = ahead.Where(s => s.Scope == ErasureScope.SubscriberData).ToList();
        var whole = ahead.Where(s => s.Scope == ErasureScope.Everything).ToList();
        return await WithAgeAsync(db, weeks, null,
        [
            new(CalendarKind.Lists, null, "Lists of cancelled accounts", Count(weeks, lists.Select(s => (s.DueAt, 1L)))),
            new(CalendarKind.ListRows, null, "Rows on them, counted at the cancellation", Count(weeks, lists.Select(s => (s.DueAt, s.Rows)))),
            new(CalendarKind.Accounts, null, "Cancelled accounts, with everything", Count(weeks, whole.Select(s => (s.DueAt, 1L)))),
        ], cancellation);
    }

    /// <summary>Of one account.</summary>
    public async Task<AccountCalendar> OfAccountAsync(Guid accountId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var now = time.GetUtcNow();
        var steps = await accounts.PendingAsync(db, shelf.ScheduleAt(now), accountId, cancellation);
        return new AccountCalendar([.. steps.Select(s => s.Due)], await WithAgeAsync(db, new CalendarWeeks(now), accountId, [], cancellation));
    }

    private async Task<DeletionCalendar> WithAgeAsync(
        IGSendMailContext db, CalendarWeeks weeks, Guid? accountId, List<CalendarLine> lines, CancellationToken cancellation)
    {
        var holds = await ActiveHolds.ReadAsync(db, cancellation);
        var titles = map.Stores.ToDictionary(s => s.Description.Key, s => s.Description.Title, StringComparer.Ordinal);
        foreach (var expiry in map.Expiries.Where(e => e.Category is { } category && !holds.Cover(category)))
        {
            var befores = weeks.Ends.Select(end => periods[expiry.Period].Before(end)).ToList();
            lines.Add(new CalendarLine(
                CalendarKind.Age, expiry.Place, titles.GetValueOrDefault(expiry.Place, expiry.Place),
                await expiry.CountByAsync(db, befores, accountId, cancellation)));
        }

        return new DeletionCalendar(weeks, [.. lines.Where(l => l.Total > 0)]);
    }

    private static long[] Count(CalendarWeeks weeks, IEnumerable<(DateTimeOffset At, long Rows)> deletions)
    {
        var counts = new long[CalendarWeeks.Count];
        foreach (var (at, rows) in deletions)
        {
            if (weeks.WeekOf(at) is { } week)
            {
                counts[week] += rows;
            }
        }

        return counts;
    }
}

/// <summary>What will be deleted of an account.</summary>
/// <param name="Cancellation">What its cancellation makes go, and when; empty if it runs.</param>
/// <param name="ByAge">What goes by its age.</param>
public sealed record AccountCalendar(IReadOnlyList<DueAccount> Cancellation, DeletionCalendar ByAge);
