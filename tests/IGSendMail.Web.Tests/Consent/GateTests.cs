using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

public sealed class GateTests(TestSite site) : IClassFixture<TestSite>
{
    private IReadOnlyList<CookiePurpose> Purposes => site.Services.GetRequiredService<WordBook>().All<CookiePurpose>();

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_purpose_runs_exactly_if_its_category_is_allowed(bool analytics, bool preference)
    {
        var state = new ConsentState(analytics, preference, HasChosen: true, SignalDenies: false);

        Assert.NotEmpty(Purposes);
        Assert.All(Purposes, purpose => Assert.Equal(
            purpose.Category switch
            {
                ConsentCategory.Analytics => analytics,
                ConsentCategory.Preference => preference,
                _ => true,
            },
            state.MayRun(purpose)));
    }

    [Fact]
    public void Who_has_not_chosen_allows_only_what_is_essential() => Assert.Equal(
        [ChoiceCookies.RememberChoice, ChoiceCookies.CarryChoice, AccountCookies.KeepSignedIn, FormCookies.ProtectForms, FormCookies.CarryNotice, RequestCookies.OpenRequest],
        Purposes.Where(purpose => default(ConsentState).MayRun(purpose)));
}
