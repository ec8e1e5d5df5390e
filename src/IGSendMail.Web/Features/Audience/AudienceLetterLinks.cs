using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Leads from letters about lists to their pages.</summary>
internal sealed class AudienceLetterLinks(SiteOptions site) : IAudienceLetterLinks
{
    public Uri MailAgain(string token, string language) => site.Link(
        $"{SiteRoutes.MailAgain}?token={Uri.EscapeDataString(token)}&{SiteLanguages.Key}={Uri.EscapeDataString(language)}");
}
