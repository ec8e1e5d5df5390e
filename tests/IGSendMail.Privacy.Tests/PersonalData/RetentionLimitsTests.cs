using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Privacy.Tests.PersonalData;

public sealed class RetentionLimitsTests
{
    [Theory]
    [InlineData("Requests", "P1Y", "11 CCR § 7101(a)", "P24M")]
    [InlineData("Requests", "P729D", "11 CCR § 7101(a)", "P24M")]
    // Two years from some days have 731 days.
    [InlineData("Requests", "P730D", "11 CCR § 7101(a)", "P24M")]
    [InlineData("Consent", "P6M", "11 CCR § 7101(a)", "P24M")]
    [InlineData("Audit", "P23M", "11 CCR § 7101(a)", "P24M")]
    [InlineData("Billing", "P5Y", "26 U.S.C. § 6501(e)(1)", "P72M")]
    [InlineData("Usage", "P26M", "CNIL", "P25M")]
    [InlineData("Technical", "P2Y", "CNIL", "P12M")]
    [InlineData("Technical", "P366D", "CNIL", "P12M")]
    public void A_period_against_the_law_stops_the_start_and_names_key_rule_and_remedy(
        string key, string period, string source, string remedy)
    {
        var refused = Assert.Throws<InvalidSettingException>(() => Periods(key, period));

        Assert.Contains($"Retention:{key}:Period", refused.Message, StringComparison.Ordinal);
        Assert.Contains(source, refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Requests", "P2Y")]
    [InlineData("Requests", "P731D")]
    [InlineData("Billing", "P10Y")]
    [InlineData("Usage", "P25M")]
    [InlineData("Technical", "P365D")]
    [InlineData("Exports", "P90D")]
    public void A_period_within_the_law_is_taken(string key, string period) =>
        Assert.NotNull(Periods(key, period)[Enum.Parse<RetentionPeriod>(key)]);

    [Fact]
    public void The_periods_we_start_with_are_within_the_law()
    {
        var periods = new RetentionPeriods(new ConfigurationBuilder().Build());
        Assert.All(Enum.GetValues<RetentionPeriod>(), period => Assert.Null(RetentionLimits.Of(period).ProblemOf(periods[period])));
    }

    private static RetentionPeriods Periods(string key, string period) => new(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { [$"Retention:{key}:Period"] = period }).Build());
}
