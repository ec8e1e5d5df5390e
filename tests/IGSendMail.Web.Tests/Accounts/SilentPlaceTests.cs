using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Accounts;

/// <summary>Another system that does not answer is named before a cancellation and before an erasure, instead of being left out.</summary>
public sealed class SilentPlaceTests
{
    [Theory]
    [InlineData("/account/cancel", "#forecast")]
    [InlineData(PrivacyRoutes.AccountDataErase, "main table")]
    public async Task The_page_says_that_it_does_not_answer_and_that_what_it_holds_goes_all_the_same(string path, string table)
    {
        await using var place = await RemotePlace.StartAsync();
        await using var site = new TestSite();
        foreach (var (key, value) in place.Settings())
        {
            site.With(key, value);
        }

        await site.RegisterAsync("ada@example.com");
        var visitor = await site.SignedInAsync("ada@example.com");
        Assert.DoesNotContain("does not answer", (await visitor.GetAsync(path)).TextOf(table), StringComparison.Ordinal);

        place.Always = PlaceBehaviour.Fault;

        Assert.Contains("This system does not answer now. What it holds about you is deleted", (await visitor.GetAsync(path)).TextOf(table), StringComparison.Ordinal);
    }
}
