using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>Every place that holds personal data has a rule, and the rules say what the map, the policy and the settings say.</summary>
public sealed class RuleTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public void No_personal_data_is_without_a_rule() =>
        Assert.Empty(_site.Services.GetRequiredService<RetentionRules>().WithoutRule(_site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Commitments));

    [Fact]
    public void What_stays_when_its_owner_is_erased_goes_by_its_age()
    {
        var map = _site.Services.GetRequiredService<DataMap>();
        var own = map.Expiries.Select(e => e.StoreKey).ToHashSet(StringComparer.Ordinal);
        Assert.All(map.Tables.Where(t => t.Kept is not null), table => Assert.Contains(table.Entity.Name, own));
    }

    [Fact]
    public async Task The_page_of_rules_shows_the_policy_and_the_settings()
    {
        using var trial = new PolicyTrial();
        trial.Change("account-data-kept: P30D", "account-data-kept: P41D");
        trial.Change("subscriber-data-gone: P30D", "subscriber-data-gone: P21D");
        await using var site = new TestSite().With("Policy:Folder", trial.Folder)
            .With("Retention:Exports:Period", "P9D").With("Retention:Exports:Basis", "Nine days are enough");
        var officer = await site.OfficerAsync();

        var page = await officer.GetAsync(PrivacyRoutes.OfficerRetentionRules);

        Assert.Contains("41 days, after the account was cancelled, then gone within a day", page.Text, StringComparison.Ordinal);
        Assert.Contains("21 days, after the account was cancelled, at the latest", page.Text, StringComparison.Ordinal);
        Assert.Contains("Nine days are enough", page.Text, StringComparison.Ordinal);
        Assert.Contains("At least 2 years (11 CCR § 7101(a))", page.Text, StringComparison.Ordinal);
        Assert.Equal(
            site.Services.GetRequiredService<DataMap>().Stores.Count,
            page.Document.QuerySelectorAll("tbody th code").Select(c => c.TextContent).Distinct().Count());
    }
}
