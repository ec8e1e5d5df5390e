using System.Linq.Expressions;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Consent;

/// <summary>How people chose in one month under one policy version.</summary>
/// <param name="Month">First day of the month, in UTC.</param>
/// <param name="PolicyVersion">The version that was in force.</param>
/// <param name="Choices">All choices made.</param>
/// <param name="Analytics">Those that allowed analytics.</param>
/// <param name="Preference">Those that allowed preference cookies.</param>
/// <param name="Withdrawn">Those that took a grant back.</param>
public sealed record ConsentRate(
    DateOnly Month, string PolicyVersion, int Choices, int Analytics, int Preference, int Withdrawn);

/// <summary>Counts choices over time. It names nobody.</summary>
public sealed class ConsentRates(IGSendMailContext db, TimeProvider time)
{
    /// <summary>How many months are counted, the present one included.</summary>
    public const int Months = 12;

    private sealed record Key
    {
        public int Month { get; init; }

        public string PolicyVersion { get; init; } = "";
    }

    /// <summary>The rates of the last <see cref="Months"/> months, the oldest first; months without a choice are left out.</summary>
    public async Task<IReadOnlyList<ConsentRate>> ReadAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var present = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var starts = Enumerable.Range(0, Months).Select(i => present.AddMonths(i + 1 - Months)).ToArray();
        var first = starts[0];
        var counted = await db.ConsentRecords()
            // What ended by itself was nobody's choice.
            .Where(r => r.At >= first && r.Kind != ConsentKind.Expired)
            .GroupBy(KeyOf(starts))
            .Select(g => new
            {
                g.Key.Month,
                g.Key.PolicyVersion,
                Choices = g.Count(),
                Analytics = g.Count(r => r.Analytics),
                Preference = g.Count(r => r.Preference),
                Withdrawn = g.Count(r => r.Kind == ConsentKind.Withdrawn),
            })
            .ToListAsync(cancellation);
        return [.. counted
            .OrderBy(c => c.Month).ThenBy(c => c.PolicyVersion, StringComparer.Ordinal)
            .Select(c => new ConsentRate(
                DateOnly.FromDateTime(starts[c.Month].UtcDateTime), c.PolicyVersion, c.Choices, c.Analytics, c.Preference, c.Withdrawn))];
    }

    /// <summary>
    /// Month and version of a record. The parts of an instant cannot be asked for in every engine, comparing it can: so
    /// the month is the last one whose start it has reached.
    /// </summary>
    private static Expression<Func<ConsentRecord, Key>> KeyOf(DateTimeOffset[] starts)
    {
        var record = Expression.Parameter(typeof(ConsentRecord), "r");
        var at = Expression.Property(record, nameof(ConsentRecord.At));
        var month = Enumerable.Range(1, starts.Length - 1).Aggregate((Expression)Expression.Constant(0), (before, i) =>
            Expression.Condition(Expression.GreaterThanOrEqual(at, Expression.Constant(starts[i])), Expression.Constant(i), before));
        return Expression.Lambda<Func<ConsentRecord, Key>>(
            Expression.MemberInit(
                Expression.New(typeof(Key)),
                Expression.Bind(typeof(Key).GetProperty(nameof(Key.Month))!, month),
                Expression.Bind(
                    typeof(Key).GetProperty(nameof(Key.PolicyVersion))!,
                    Expression.Property(record, nameof(ConsentRecord.PolicyVersion)))),
            record);
    }
}
