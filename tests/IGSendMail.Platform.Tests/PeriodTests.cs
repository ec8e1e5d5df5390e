using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Billing;
using IGSendMail.Platform.Mail;
using IGSendMail.Platform.Usage;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Platform.Tests;

/// <summary>The periods of the platform's rooms.</summary>
public sealed class PeriodTests
{
    private readonly WordBook _words = new();

    public PeriodTests() =>
        Array.ForEach([typeof(AudiencePeriods), typeof(BillingPeriods), typeof(MailPeriods), typeof(UsagePeriods)], _words.Add);

    [Theory]
    [InlineData("Billing", "P5Y", "26 U.S.C. § 6501(e)(1)", "P72M")]
    [InlineData("Usage", "P26M", "CNIL", "P25M")]
    public void A_period_against_the_law_stops_the_start_and_names_key_rule_and_remedy(
        string key, string period, string source, string remedy)
    {
        var refused = Assert.Throws<InvalidSettingException>(() => Periods(key, period));

        Assert.Contains($"Retention:{key}:Period", refused.Message, StringComparison.Ordinal);
        Assert.Contains(source, refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Billing", "P10Y", "10 years")]
    [InlineData("Usage", "P25M", "25 months")]
    [InlineData("Imports", "P3D", "3 days")]
    public void A_period_within_the_law_is_taken(string key, string period, string words) =>
        Assert.Equal(words, Periods(key, period)[_words.Find<RetentionPeriod>(key)!].InWords);

    [Fact]
    public void The_periods_we_start_with_are_within_the_law() =>
        Assert.All(_words.All<RetentionPeriod>(), period => Assert.Null(period.Limits.ProblemOf(period.Standard)));

    private RetentionPeriods Periods(string key, string period) => new(
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [$"Retention:{key}:Period"] = period }).Build(),
        _words);
}
