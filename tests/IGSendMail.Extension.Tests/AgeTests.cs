using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Wishes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Extension.Tests;

/// <summary>A period that a feature brings is set, shown and kept like every other.</summary>
public sealed class AgeTests
{
    [Fact]
    public async Task Wishes_go_when_their_period_is_over_and_not_before()
    {
        await using var wishes = await WishSite.StartAsync();
        await wishes.WishAsync("a button that is blue");
        wishes.Site.Time.Advance(TimeSpan.FromDays(364));
        await wishes.WorkAsync();
        Assert.Single(await wishes.WishesAsync());

        wishes.Site.Time.Advance(TimeSpan.FromDays(2));
        await wishes.WorkAsync();

        Assert.Empty(await wishes.WishesAsync());
    }

    [Fact]
    public async Task A_setting_shortens_the_period()
    {
        await using var wishes = await WishSite.StartAsync(
            new TestSite().With("Retention:Wishes:Period", "P30D").With("Retention:Wishes:Basis", "We plan a month ahead"));
        await wishes.WishAsync("a button that is blue");
        wishes.Site.Time.Advance(TimeSpan.FromDays(31));
        await wishes.WorkAsync();

        Assert.Empty(await wishes.WishesAsync());
    }

    [Theory]
    [InlineData("P3Y")]
    [InlineData("a while")]
    public void A_setting_that_is_wrong_or_beyond_the_limit_stops_the_start_and_is_named(string period)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Retention:Wishes:Period"] = period,
            ["Retention:Wishes:Basis"] = "We are curious",
        }).Build();
        var book = new WordBook();
        book.Add(typeof(WishPeriods));

        var wrong = Assert.Throws<InvalidSettingException>(() => new RetentionPeriods(settings, book));

        Assert.Contains("Retention:Wishes:Period", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_customer_sees_beforehand_that_a_wish_will_go()
    {
        await using var wishes = await WishSite.StartAsync();
        await wishes.WishAsync("a button that is blue");
        var visitor = await wishes.SignedInAsync();
        Assert.DoesNotContain("Wishes that you sent us", (await visitor.GetAsync(SiteRoutes.Deletions)).Text, StringComparison.Ordinal);

        wishes.Site.Time.Advance(TimeSpan.FromDays(300));

        visitor = await wishes.SignedInAsync();
        Assert.Contains("Wishes that you sent us", (await visitor.GetAsync(SiteRoutes.Deletions)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_period_is_found_by_its_name_and_counts_from_the_day_on_which_the_wish_came()
    {
        await using var wishes = await WishSite.StartAsync();

        var period = wishes.Site.Services.GetRequiredService<WordBook>().Find<RetentionPeriod>("Wishes");

        Assert.Same(WishPeriods.Wishes, period);
        Assert.Equal(
            new DateTimeOffset(2027, 11, 10, 12, 0, 0, TimeSpan.Zero),
            wishes.Site.Services.GetRequiredService<RetentionPeriods>()[period!].After(wishes.Site.Time.GetUtcNow()));
    }
}
