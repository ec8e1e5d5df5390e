using IGSendMail.Privacy.Requests;

namespace IGSendMail.Privacy.Tests.Requests;

/// <summary>The same deadlines, found by walking the calendar day by day instead of by date arithmetic.</summary>
internal static class ClockOracle
{
    public static DateOnly Answer(Regime regime, DateOnly received, int commitment)
    {
        var promised = Walk(received, commitment);
        var lawful = regime == Regime.Gdpr ? MonthsOn(received, 1) : Walk(received, 44);
        return new[] { promised, lawful }.Min();
    }

    public static DateOnly Extended(Regime regime, DateOnly received) =>
        regime == Regime.Gdpr ? MonthsOn(received, 3) : Walk(received, 89);

    public static DateOnly? Confirm(Regime regime, DateOnly received)
    {
        if (regime == Regime.Gdpr)
        {
            return null;
        }

        var day = received;
        for (var worked = 0; worked < 10;)
        {
            day = day.AddDays(1);
            worked += IsFree(day) ? 0 : 1;
        }

        return day;
    }

    private static DateOnly Walk(DateOnly day, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    /// <summary>Walks into the target month, then to the same number or as far as the month goes.</summary>
    private static DateOnly MonthsOn(DateOnly received, int months)
    {
        var day = received;
        for (var crossed = 0; crossed < months; day = day.AddDays(1))
        {
            crossed += day.AddDays(1).Day == 1 ? 1 : 0;
        }

        while (day.Day < received.Day && day.AddDays(1).Day != 1)
        {
            day = day.AddDays(1);
        }

        return day;
    }

    private static bool IsFree(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday or DayOfWeek.Sunday => true,
        DayOfWeek.Friday => IsHoliday(day) || IsHoliday(day.AddDays(1)),
        DayOfWeek.Monday => IsHoliday(day) || IsHoliday(day.AddDays(-1)),
        _ => IsHoliday(day),
    };

    /// <summary>5 U.S.C. § 6103(a) on the day itself.</summary>
    private static bool IsHoliday(DateOnly day)
    {
        var nth = ((day.Day - 1) / 7) + 1;
        return (day.Month, day.DayOfWeek) switch
        {
            (1, DayOfWeek.Monday) when nth == 3 => true,
            (2, DayOfWeek.Monday) when nth == 3 => true,
            (5, DayOfWeek.Monday) when day.Day > 24 => true,
            (9, DayOfWeek.Monday) when nth == 1 => true,
            (10, DayOfWeek.Monday) when nth == 2 => true,
            (11, DayOfWeek.Thursday) when nth == 4 => true,
            _ => (day.Month, day.Day) is (1, 1) or (7, 4) or (11, 11) or (12, 25) || (day is { Month: 6, Day: 19 } && day.Year > 2020),
        };
    }
}
