using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Options;

namespace IGSendMail.Web.Hosting.Demo;

/// <summary>Tells whoever started the demonstration where to look.</summary>
internal static class DemoGuide
{
    public static void Show(IServiceProvider services, TextWriter output)
    {
        var site = services.GetRequiredService<IOptions<SiteOptions>>().Value;
        var data = services.GetRequiredService<IOptions<DataOptions>>().Value;
        output.WriteLine($"""

            IGSendMail, with invented people in it. Where to look:
              {site.Link(SiteRoutes.Policy)}             the privacy policy
              {site.Link(SiteRoutes.PersonalData)}        what is held about whom
              {site.Link(SiteRoutes.SignIn)}     sign in, password "{DemoData.Password}", as
                {DemoData.Customer}     a customer with a list and requests
                {DemoData.Leaving}       a customer who has cancelled
                {DemoData.OfficerAddress}      a privacy officer ({site.Link(SiteRoutes.Officer)})
              {data.Mail}   letters that were "sent"
            What happens next month: start with Clock__AdvanceDays=31, and the cancelled account is gone.

            """);
    }
}
