using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;

namespace IGSendMail.Web.Tests.Consent;

public sealed class GateTests
{
    public static TheoryData<CookiePurpose> Purposes => [.. Enum.GetValues<CookiePurpose>()];

    [Theory]
    [MemberData(nameof(Purposes))]
    public void A_purpose_runs_exactly_if_its_category_is_allowed(CookiePurpose purpose)
    {
        foreach (var analytics in new[] { false, true })
        {
            foreach (var preference in new[] { false, true })
            {
                var state = new ConsentState(analytics, preference, HasChosen: true, SignalDenies: false);
                Assert.Equal(
                    CookiePurposes.CategoryOf(purpose) switch
                    {
                        ConsentCategory.Analytics => analytics,
                        ConsentCategory.Preference => preference,
                        _ => true,
                    },
                    state.MayRun(purpose));
            }
        }
    }

    [Fact]
    public void Who_has_not_chosen_allows_only_what_is_essential() => Assert.Equal(
        [CookiePurpose.RememberChoice, CookiePurpose.KeepSignedIn, CookiePurpose.ProtectForms, CookiePurpose.CarryNotice, CookiePurpose.OpenRequest],
        Enum.GetValues<CookiePurpose>().Where(purpose => default(ConsentState).MayRun(purpose)));
}
