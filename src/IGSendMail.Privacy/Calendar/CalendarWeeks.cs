namespace IGSendMail.Privacy.Calendar;

/// <summary>The next ninety days in weeks. Pure.</summary>
/// <param name="Start">Now.</param>
public sealed record CalendarWeeks(DateTimeOffset Start)
{
    /// <summary>How far the calendar looks ahead.</summary>
    public const int Days = 90;

    /// <summary>How many weeks that are, a begun one counted.</summary>
    public const int Count = (Days + 6) / 7;

    /// <summary>Where each week ends; the last one after ninety days.</summary>
    public IReadOnlyList<DateTimeOffset> Ends { get; } = [.. Enumerable.Range(1, Count).Select(i => Start.AddDays(Math.Min(7 * i, Days)))];

    /// <summary>The week in which something goes that is due at an instant; what is due already goes in the first. Null if later.</summary>
    public int? WeekOf(DateTimeOffset dueAt)
    {
        for (var i = 0; i < Count; i++)
        {
            if (dueAt < Ends[i])
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>Where a week begins.</summary>
    public DateTimeOffset StartOf(int week) => week == 0 ? Start : Ends[week - 1];
}

/// <summary>What a line of the calendar counts.</summary>
public enum CalendarKind
{
    /// <summary>Cancelled accounts whose lists go.</summary>
    Lists,

    /// <summary>Rows on those lists.</summary>
    ListRows,

    /// <summary>Cancelled accounts that go as a whole.</summary>
    Accounts,

    /// <summary>What goes from a store by its age.</summary>
    Age,
}

/// <summary>What goes, week by week, from one store or for one reason.</summary>
/// <param name="Kind">What is counted.</param>
/// <param name="StoreKey">Key of the store, for what goes by age.</param>
/// <param name="Title">What it is, in words.</param>
/// <param name="Weeks">How many go in each week.</param>
public sealed record CalendarLine(CalendarKind Kind, string? StoreKey, string Title, IReadOnlyList<long> Weeks)
{
    /// <summary>How many go in all ninety days.</summary>
    public long Total => Weeks.Sum();
}

/// <summary>What will be deleted, week by week.</summary>
/// <param name="Weeks">The weeks.</param>
/// <param name="Lines">The lines that have anything in them.</param>
public sealed record DeletionCalendar(CalendarWeeks Weeks, IReadOnlyList<CalendarLine> Lines);
