using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Leads from letters about accounts to their pages.</summary>
internal sealed class AccountLetterLinks(SiteOptions site) : IAccountLetterLinks
{
    public Uri Lists => site.Link(SiteRoutes.Lists);

    public Uri Account(string? language) => In(SiteRoutes.Account, language);

    public Uri SignIn(string? language) => In(SiteRoutes.SignIn, language);

    public Uri Cancellation(string? language) => In(SiteRoutes.Cancel, language);

    public Uri ConfirmAddress(string token, string language) => WithToken(SiteRoutes.ConfirmAddress, token, language);

    public Uri NewPassword(string token, string language) => WithToken(SiteRoutes.NewPassword, token, language);

    private Uri In(string path, string? language) =>
        site.Link(language is null ? path : $"{path}?{SiteLanguages.Key}={Uri.EscapeDataString(language)}");

    private Uri WithToken(string path, string token, string language) =>
        site.Link($"{path}?token={Uri.EscapeDataString(token)}&{SiteLanguages.Key}={Uri.EscapeDataString(language)}");

    public Uri PolicyVersion(string version) => site.Link(PrivacyLinks.PolicyVersion(version));
}
