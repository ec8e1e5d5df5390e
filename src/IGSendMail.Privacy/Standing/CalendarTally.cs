using IGSendMail.Privacy.Calendar;
using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Standing;

/// <summary>Counts deletions after cancellations into weeks, one at a time.</summary>
/// <param name="weeks">The weeks.</param>
public sealed class CalendarTally(CalendarWeeks weeks)
{
    private readonly long[] _lists = new long[CalendarWeeks.Count];
    private readonly long[] _rows = new long[CalendarWeeks.Count];
    private readonly long[] _accounts = new long[CalendarWeeks.Count];

    public CalendarWeeks Weeks => weeks;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<CalendarLine> Lines =>
    [
        new(CalendarKind.Lists, null, "Lists of cancelled accounts", _lists),
        new(CalendarKind.ListRows, null, "Rows on them, counted at the cancellation", _rows),
        new(CalendarKind.Accounts, null, "Cancelled accounts, with everything", _accounts),
    ];

    /// <summary>Counts a deletion, unless it is held, done, or too far ahead.</summary>
    public void Add(DueSubject subject)
    {
        if (subject.State is DueState.OnHold or DueState.Verified || weeks.WeekOf(subject.DueAt) is not { } week)
        {
            return;
        }

        if (subject.Scope == ErasureScope.SubscriberData)
        {
            _lists[week]++;
            _rows[week] += subject.Rows;
        }
        else
        {
            _accounts[week]++;
        }
    }
}
