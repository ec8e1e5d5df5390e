using CsCheck;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Privacy.Tests.Requests;

public sealed class RequestClockTests
{
    private static readonly TimeSpan ThirtyDays = TimeSpan.FromDays(30);
    private static readonly Gen<DateOnly> AnyDay = Gen.Int[DayNumber(2020, 1, 1), DayNumber(2120, 12, 31)].Select(DateOnly.FromDayNumber);

    [Theory]
    [InlineData("2026-01-31", "2026-02-28")] // no 31 February: the month's last day
    [InlineData("2028-01-31", "2028-02-29")] // leap year
    [InlineData("2100-01-31", "2100-02-28")] // no leap year, though divisible by four
    [InlineData("2026-02-02", "2026-03-02")] // two days before "30 days"
    [InlineData("2026-11-10", "2026-12-10")] // both on the same day
    [InlineData("2026-07-31", "2026-08-30")] // the commitment ends first
    [InlineData("2026-12-31", "2027-01-30")]
    [InlineData("2026-11-25", "2026-12-25")] // a holiday moves nothing
    public void The_gdpr_answer_is_due_after_a_calendar_month_or_the_commitment(string received, string due) =>
        Assert.Equal(Day(due), RequestClock.Answer(Regime.Gdpr, Day(received), ThirtyDays));

    [Theory]
    [InlineData("2026-01-01", 30, "2026-01-31")]
    [InlineData("2026-01-01", 60, "2026-02-14")] // the day of receipt is day 1 of 45
    [InlineData("2027-12-20", 60, "2028-02-02")]
    public void The_ccpa_answer_is_due_on_the_45th_day_or_by_the_commitment(string received, int commitment, string due) =>
        Assert.Equal(Day(due), RequestClock.Answer(Regime.Ccpa, Day(received), TimeSpan.FromDays(commitment)));

    [Theory]
    [InlineData(Regime.Gdpr, "2026-11-30", "2027-02-28")]
    [InlineData(Regime.Gdpr, "2027-11-30", "2028-02-29")]
    [InlineData(Regime.Gdpr, "2026-02-02", "2026-05-02")]
    [InlineData(Regime.Ccpa, "2026-01-01", "2026-03-31")]
    public void An_extension_counts_from_receipt_by_the_law_alone(Regime regime, string received, string due) =>
        Assert.Equal(Day(due), RequestClock.Extended(regime, Day(received)));

    [Theory]
    [InlineData("2026-11-20", "2026-12-07")] // Thanksgiving
    [InlineData("2026-12-18", "2027-01-05")] // Christmas and New Year's Day
    [InlineData("2021-12-20", "2022-01-05")] // both on a Saturday: observed on the Fridays, one of them in the old year
    [InlineData("2027-06-14", "2027-06-29")] // Juneteenth on a Saturday
    [InlineData("2026-06-29", "2026-07-14")] // Independence Day on a Saturday
    [InlineData("2026-03-02", "2026-03-16")] // no holiday at all
    [InlineData("2026-03-07", "2026-03-20")] // received on a Saturday
    public void Receipt_is_confirmed_within_ten_business_days_in_California(string received, string due)
    {
        Assert.Equal(Day(due), RequestClock.ConfirmReceipt(Regime.Ccpa, Day(received)));
        Assert.Null(RequestClock.ConfirmReceipt(Regime.Gdpr, Day(received)));
    }

    [Fact]
    public void Every_deadline_agrees_with_an_oracle_that_counts_differently() =>
        Gen.Select(AnyDay, Gen.Int[1, 90], Gen.Enum<Regime>()).Sample(
            (received, commitment, regime) =>
            {
                var answer = RequestClock.Answer(regime, received, TimeSpan.FromDays(commitment));
                Assert.Equal(ClockOracle.Answer(regime, received, commitment), answer);
                Assert.Equal(ClockOracle.Extended(regime, received), RequestClock.Extended(regime, received));
                Assert.Equal(ClockOracle.Confirm(regime, received), RequestClock.ConfirmReceipt(regime, received));
                Assert.True(answer > received && answer.DayNumber - received.DayNumber <= 44);
            },
            iter: 50_000);

    [Fact]
    public void For_everybody_the_earliest_day_of_any_law_counts() =>
        Gen.Select(AnyDay, Gen.Int[1, 90]).Sample((received, commitment) =>
        {
            var due = RequestClock.AnswerForEverybody(received, TimeSpan.FromDays(commitment));
            Assert.Equal(
                ClockOracle.Answer(Regime.Gdpr, received, commitment) < ClockOracle.Answer(Regime.Ccpa, received, commitment)
                    ? ClockOracle.Answer(Regime.Gdpr, received, commitment)
                    : ClockOracle.Answer(Regime.Ccpa, received, commitment), due);
        });

    [Fact]
    public void A_later_receipt_is_never_due_earlier() =>
        Gen.Select(AnyDay, Gen.Enum<Regime>()).Sample((day, regime) => Assert.True(
            RequestClock.Answer(regime, day, ThirtyDays) <= RequestClock.Answer(regime, day.AddDays(1), ThirtyDays)));

    [Fact]
    public void The_day_of_receipt_is_the_day_at_the_site()
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

        Assert.Equal(Day("2026-11-09"), RequestClock.DayOf(new DateTimeOffset(2026, 11, 10, 4, 59, 59, TimeSpan.Zero), zone));
        Assert.Equal(Day("2026-11-10"), RequestClock.DayOf(new DateTimeOffset(2026, 11, 10, 5, 0, 0, TimeSpan.Zero), zone));
    }

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static int DayNumber(int year, int month, int day) => new DateOnly(year, month, day).DayNumber;
}
