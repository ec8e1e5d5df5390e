using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Leads from letters about accounts to their pages.</summary>
internal sealed class AccountLetterLinks(SiteOptions site) : IAccountLetterLinks
{
    public Uri Lists => site.Link(SiteRoutes.Lists);

    public Uri Account => site.Link(SiteRoutes.Account);

    public Uri SignIn => site.Link(SiteRoutes.SignIn);

    public Uri Cancellation => site.Link(SiteRoutes.Cancel);

    public Uri ConfirmAddress(string token, string language) => WithToken(SiteRoutes.ConfirmAddress, token, language);

    public Uri NewPassword(string token, string language) => WithToken(SiteRoutes.NewPassword, token, language);

    private Uri WithToken(string path, string token, string language) =>
        site.Link($"{path}?token={Uri.EscapeDataString(token)}&{SiteLanguages.Key}={Uri.EscapeDataString(language)}");

    public Uri PolicyVersion(string version) => site.Link(PrivacyLinks.PolicyVersion(version));
}
