using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
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
    [InlineData("Technical", "P365D")]
    [InlineData("Exports", "P90D")]
    public void A_period_within_the_law_is_taken(string key, string period) =>
        Assert.NotNull(Periods(key, period)[Words.Find<RetentionPeriod>(key)!]);

    [Fact]
    public void A_period_that_nobody_set_is_the_standard_of_its_room() =>
        Assert.All(Words.All<RetentionPeriod>(), period => Assert.Equal(period.Standard, Periods("Other", "P1D")[period]));

    [Fact]
    public void A_period_that_no_room_registered_is_asked_for_in_vain()
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => Periods("Other", "P1D")[new RetentionPeriod("Postcards", new StatedPeriod(0, 30, "None"))]);

        Assert.Contains("Postcards", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_periods_we_start_with_are_within_the_law() =>
        Assert.All(Words.All<RetentionPeriod>(), period => Assert.Null(period.Limits.ProblemOf(period.Standard)));

    private static WordBook Words { get; } = MakeWords();

    private static WordBook MakeWords()
    {
        var words = new WordBook();
        Array.ForEach([typeof(CommonPeriods), typeof(ConsentPeriods), typeof(TrailPeriods), typeof(PackagePeriods)], words.Add);
        return words;
    }

    private static RetentionPeriods Periods(string key, string period) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"Retention:{key}:Period"] = period }).Build(),
        Words);
}
