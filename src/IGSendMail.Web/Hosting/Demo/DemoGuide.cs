using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Features.Start;
using Microsoft.Extensions.Options;

namespace IGSendMail.Web.Hosting.Demo;

/// <summary>Tells whoever started the demonstration where to look.</summary>
internal static class DemoGuide
{
    /// <summary>In Development: fills an empty database with invented people, unless <c>Demo:Seed</c> is false, and says so.</summary>
    public static async Task ShowDemoAsync(this WebApplication app, CancellationToken cancellation)
    {
        if (app.Environment.IsDevelopment() && app.Configuration.GetValue("Demo:Seed", true)
            && app.Services.GetRequiredService<ServingState>().MayServe)
        {
            await DemoData.SeedAsync(app.Services, cancellation);
            Show(app.Services, Console.Out);
        }
    }

    public static void Show(IServiceProvider services, TextWriter output)
    {
        var site = services.GetRequiredService<IOptions<SiteOptions>>().Value;
        var data = services.GetRequiredService<IOptions<DataOptions>>().Value;
        output.WriteLine($"""

            IGSendMail, with invented people in it. Where to look:
              {site.Link(PrivacyRoutes.Policy)}             the privacy policy
              {site.Link(PrivacyRoutes.PersonalData)}        what is held about whom
              {site.Link(SiteRoutes.SignIn)}     sign in, password "{DemoData.Password}", as
                {DemoData.Customer}     a customer with a list and requests
                {DemoData.Leaving}       a customer who has cancelled
                {DemoData.OfficerAddress}      a privacy officer ({site.Link(PrivacyRoutes.Officer)})
              {data.Mail}   letters that were "sent"
            What happens next month: start with Clock__AdvanceDays=31, and the cancelled account is gone.

            """);
    }
}
