using CsCheck;
using IGSendMail.Privacy.Calendar;

namespace IGSendMail.Privacy.Tests.Calendar;

public sealed class CalendarWeeksTests
{
    private static readonly CalendarWeeks Weeks = new(new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(-400, 0)]
    [InlineData(0, 0)]
    [InlineData(6, 0)]
    [InlineData(7, 1)]
    [InlineData(83, 11)]
    [InlineData(84, 12)]
    [InlineData(89, 12)]
    [InlineData(90, null)]
    public void What_is_due_falls_into_its_week_and_what_is_overdue_into_the_first(int days, int? week) =>
        Assert.Equal(week, Weeks.WeekOf(Weeks.Start.AddDays(days)));

    [Fact]
    public void Each_week_holds_what_is_due_from_its_start_up_to_its_end() => Gen.Long[0, CalendarWeeks.Days * TimeSpan.TicksPerDay - 1].Sample(ticks =>
    {
        var at = Weeks.Start.AddTicks(ticks);
        var week = Weeks.WeekOf(at)!.Value;
        Assert.InRange(at, Weeks.StartOf(week), Weeks.Ends[week].AddTicks(-1));
    });
}
