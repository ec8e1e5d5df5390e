using System.Globalization;
using CsCheck;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Privacy.Tests.Policy;

public sealed class DayCountTests
{
    [Fact]
    public void Every_whole_number_of_days_is_read_and_written_back() => Gen.Int[1, DayCount.Longest].Sample(days =>
    {
        var iso = string.Create(CultureInfo.InvariantCulture, $"P{days}D");
        Assert.True(DayCount.TryParse(iso, out var duration, out var problem));
        Assert.Null(problem);
        Assert.Equal(TimeSpan.FromDays(days), duration);
        Assert.Equal(iso, DayCount.InIso(duration));
        Assert.StartsWith(days.ToString(CultureInfo.InvariantCulture) + " day", DayCount.InWords(duration), StringComparison.Ordinal);
        Assert.Equal(days != 1, DayCount.InWords(duration).EndsWith('s'));
    });

    [Fact]
    public void Any_duration_with_months_or_years_is_refused_for_that_reason() =>
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 2]).Sample((years, months, days, form) =>
        {
            var text = form switch { 0 => $"P{years}Y", 1 => $"P{months}M", _ => $"P{years}Y{months}M{days}D" };
            Assert.False(DayCount.TryParse(text, out _, out var problem));
            Assert.Contains("months and years", problem, StringComparison.Ordinal);
        });

    [Fact]
    public void No_other_text_is_taken_for_a_figure() => Gen.String[Gen.Char["P0123456789DMYWTHS-+. "], 0, 8].Sample(text =>
    {
        if (DayCount.TryParse(text, out var duration, out var problem))
        {
            Assert.Matches(@"\AP0*[1-9][0-9]*D\z", text);
            Assert.InRange(duration.TotalDays, 1, DayCount.Longest);
        }
        else
        {
            Assert.NotNull(problem);
            Assert.Equal(TimeSpan.Zero, duration);
        }
    });

    [Theory]
    [InlineData("P4W", "in days, not in weeks or hours")]
    [InlineData("PT720H", "in days, not in weeks or hours")]
    [InlineData("P1DT12H", "in days, not in weeks or hours")]
    [InlineData("P99999999999D", "between 1 and 3650 days")]
    [InlineData("30", "no ISO 8601 duration")]
    [InlineData("P-30D", "no ISO 8601 duration")]
    [InlineData("P30D\n", "no ISO 8601 duration")]
    [InlineData("P٣٠D", "no ISO 8601 duration")]
    public void A_refusal_says_why(string text, string why)
    {
        Assert.False(DayCount.TryParse(text, out _, out var problem));
        Assert.Contains(why, problem, StringComparison.Ordinal);
    }
}
