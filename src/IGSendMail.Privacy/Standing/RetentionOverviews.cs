using IGSendMail.Privacy.Calendar;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Standing;

/// <summary>How retention stands, for officers: it names nobody.</summary>
public sealed class RetentionOverviews(
    IDbContextFactory<IGSendMailContext> contexts, ClockGuard clock, DueSubjects subjects, RetentionCalendar calendar,
    PolicySnapshot policy, TimeProvider time)
{
    /// <summary>So many deletions are listed, those that need somebody first; the counts are of all.</summary>
    public const int MostListed = 100;

    private static readonly TimeSpan Recent = TimeSpan.FromDays(90);

    /// <summary>The overview now.</summary>
    public async Task<RetentionOverview> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var (counts, tally, urgent) = (new Dictionary<DueState, int>(), new CalendarTally(new CalendarWeeks(now)), new MostUrgent(now, MostListed));
        foreach (var scope in RetentionCauses.Scopes)
        {
            await foreach (var subject in subjects.OpenAsync(scope, policy, cancellation))
            {
                counts[subject.State] = counts.GetValueOrDefault(subject.State) + 1;
                tally.Add(subject);
                urgent.Add(subject);
            }
        }

        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var last = await db.RetentionRuns().AsNoTracking().OrderByDescending(r => r.StartedAt).FirstOrDefaultAsync(cancellation);
        var lines = last is null
            ? []
            : await db.RetentionRunLines().AsNoTracking().Where(l => l.RunId == last.Id).OrderBy(l => l.Place).ToListAsync(cancellation);
        return new RetentionOverview(
            now,
            await clock.LookAsync(cancellation),
            last,
            lines,
            counts,
            urgent.InOrder(),
            await calendar.OfAllAsync(tally.Weeks, tally.Lines, cancellation),
            await subjects.VerifiedSinceAsync(now - Recent, MostListed, cancellation),
            [.. policy.ScheduleAt(now).Steps.Skip(1)]);
    }
}

/// <summary>Keeps the deletions that need somebody most, however many pass by.</summary>
internal sealed class MostUrgent(DateTimeOffset now, int most)
{
    private List<DueSubject> _kept = [];

    public void Add(DueSubject subject)
    {
        _kept.Add(subject);
        if (_kept.Count >= 2 * most)
        {
            _kept = [.. InOrder()];
        }
    }

    public IReadOnlyList<DueSubject> InOrder() =>
        [.. _kept.OrderByDescending(s => DueStates.IsOverdue(s, now)).ThenByDescending(s => DueStates.IsAlarming(s, now))
            .ThenBy(s => s.PromisedBy).Take(most)];
}

/// <summary>How retention stands.</summary>
/// <param name="Now">When.</param>
/// <param name="Clock">What is to be thought of the clock.</param>
/// <param name="LastRun">The last round; null before the first.</param>
/// <param name="LastLines">What went by age in it.</param>
/// <param name="Counts">Deletions after cancellations that are not finished, by state.</param>
/// <param name="Open">The first of them, those that need somebody before the others.</param>
/// <param name="Calendar">The next ninety days.</param>
/// <param name="Verified">The last ninety days.</param>
/// <param name="Announced">Later policy versions whose periods are known already.</param>
public sealed record RetentionOverview(
    DateTimeOffset Now, ClockReading Clock, RetentionRun? LastRun, IReadOnlyList<RetentionRunLine> LastLines,
    IReadOnlyDictionary<DueState, int> Counts, IReadOnlyList<DueSubject> Open, DeletionCalendar Calendar,
    IReadOnlyList<VerifiedDeletion> Verified, IReadOnlyList<PromisedFrom> Announced);
