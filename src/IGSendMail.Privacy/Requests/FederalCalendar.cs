namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Business days of the United States: Monday to Friday without the federal holidays of 5 U.S.C. § 6103. A holiday on
/// a Saturday is observed on the Friday before, one on a Sunday on the Monday after.
/// </summary>
public static class FederalCalendar
{
    /// <summary>The business day that is <paramref name="count"/> business days after <paramref name="day"/>, which itself does not count.</summary>
    public static DateOnly BusinessDaysLater(DateOnly day, int count)
    {
        while (count > 0)
        {
            day = day.AddDays(1);
            count -= IsBusinessDay(day) ? 1 : 0;
        }

        return day;
    }

    /// <summary>True if federal offices work on this day.</summary>
    public static bool IsBusinessDay(DateOnly day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
        && !Observed(day.Year).Contains(day)
        // New Year's Day on a Saturday is observed in the year before.
        && !(day is { Month: 12, Day: 31 } && Observed(day.Year + 1).Contains(day));

    private static IEnumerable<DateOnly> Observed(int year)
    {
        yield return Moved(new DateOnly(year, 1, 1));
        yield return Nth(year, 1, DayOfWeek.Monday, 3);
        yield return Nth(year, 2, DayOfWeek.Monday, 3);
        yield return LastMonday(year, 5);
        if (year >= 2021)
        {
            yield return Moved(new DateOnly(year, 6, 19));
        }

        yield return Moved(new DateOnly(year, 7, 4));
        yield return Nth(year, 9, DayOfWeek.Monday, 1);
        yield return Nth(year, 10, DayOfWeek.Monday, 2);
        yield return Moved(new DateOnly(year, 11, 11));
        yield return Nth(year, 11, DayOfWeek.Thursday, 4);
        yield return Moved(new DateOnly(year, 12, 25));
    }

    private static DateOnly Moved(DateOnly holiday) => holiday.DayOfWeek switch
    {
        DayOfWeek.Saturday => holiday.AddDays(-1),
        DayOfWeek.Sunday => holiday.AddDays(1),
        _ => holiday,
    };

    private static DateOnly Nth(int year, int month, DayOfWeek weekday, int nth)
    {
        var first = new DateOnly(year, month, 1);
        return first.AddDays((((int)weekday - (int)first.DayOfWeek + 7) % 7) + (7 * (nth - 1)));
    }

    private static DateOnly LastMonday(int year, int month)
    {
        var last = new DateOnly(year, month, DateTime.DaysInMonth(year, month));
        return last.AddDays(-(((int)last.DayOfWeek - (int)DayOfWeek.Monday + 7) % 7));
    }
}
