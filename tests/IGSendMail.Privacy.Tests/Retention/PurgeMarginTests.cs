using CsCheck;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Privacy.Tests.Retention;

public sealed class PurgeMarginTests
{
    [Theory]
    [InlineData(0, 1_000, 48)]
    [InlineData(5_000_000, 1_000, 48)]
    // 30 million rows at 1,000 a second take 8.3 hours; four times that and a day are 57.3 hours.
    [InlineData(30_000_000, 1_000, 58)]
    // A slow engine: 500,000 rows at 2 a second take 69.4 hours.
    [InlineData(500_000, 2, 302)]
    public void The_margin_is_two_days_unless_the_measured_rate_asks_for_more(long rows, double rate, int hours) =>
        Assert.Equal(TimeSpan.FromHours(hours), PurgeMargin.For(rows, rate));

    [Fact]
    public void There_is_always_time_for_the_purge_at_a_quarter_of_the_measured_rate() => Gen.Select(
        Gen.Long[0, 1_000_000_000], Gen.Double[1, 100_000]).Sample((rows, rate) =>
    {
        var margin = PurgeMargin.For(rows, rate);
        Assert.True(margin >= PurgeMargin.Least);
        Assert.True(margin.TotalHours == Math.Floor(margin.TotalHours));
        Assert.True(
            margin == TimeSpan.FromDays(365) || margin.TotalSeconds - PurgeMargin.Waits.TotalSeconds >= rows / (rate / 4),
            $"{rows} rows at a quarter of {rate} a second do not fit into {margin}");
    });

    [Fact]
    public void More_rows_or_a_slower_engine_never_shorten_it() => Gen.Select(
        Gen.Long[0, 1_000_000_000], Gen.Long[0, 1_000_000_000], Gen.Double[1, 1_000], Gen.Double[1, 1_000]).Sample((rows, more, rate, faster) =>
    {
        Assert.True(PurgeMargin.For(rows + more, rate) >= PurgeMargin.For(rows, rate));
        Assert.True(PurgeMargin.For(rows, rate) >= PurgeMargin.For(rows, rate + faster));
    });

    [Fact]
    public void Figures_that_mean_nothing_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => PurgeMargin.For(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PurgeMargin.For(1, 0));
    }
}
