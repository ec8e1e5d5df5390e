using System.Text.Encodings.Web;
using System.Text.Unicode;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Audience;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Consent.Guard;
using IGSendMail.Web.Features.Consent.Matomo;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Errors;
using IGSendMail.Web.Features.Health;
using IGSendMail.Web.Features.Limits;
using IGSendMail.Web.Features.Officer;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Features.Start;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.WebEncoders;

namespace IGSendMail.Web.Hosting;

/// <summary>What only the web side needs: controllers, views found by feature, and the request pipeline.</summary>
internal static class WebBuilding
{
    public static void AddWeb(this IServiceCollection services, IConfiguration configuration, SiteSettings settings)
    {
        services.AddControllersWithViews(mvc =>
        {
            mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute());
            mvc.Filters.Add(new FormsWithoutCookie());
            mvc.Conventions.Add(new HeadWhereverGet());
            mvc.ModelMetadataDetailsProviders.Add(new WordedBinding());
        });
        // Letters beyond ASCII as they are: numbers in their place would only be longer.
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<RequestLocalizationOptions>(SiteLanguages.Configure);
        services.AddWords(typeof(OperatorActs));
        services.AddSingleton(new HostPages(SiteRoutes.Home, SiteRoutes.SignIn, SiteRoutes.ForgottenPassword, SiteRoutes.PeopleRequests));
        services.AddPrivacyLetterLinks();
        services.AddHealth();
        if (settings.Security is { } security)
        {
            services.AddSingleton(security);
        }

        services.AddMatomo(settings.Matomo);
        services.AddSiteCookies();
        services.AddSingleton<ScriptContents>();
        services.AddSingleton<ContentPolicy>();
        // In the order in which the table of cookies lists theirs.
        services.AddConsentWeb();
        services.AddAccountsWeb();
        services.AddFormCookies();
        services.AddRequestsWeb();
        services.AddKeyRing(settings.Data);
        services.AddCookieGuard();
        services.AddOfficerWeb();
        services.AddPageCompression();
        services.AddTransport(configuration, settings.Site);
        services.AddAudienceWeb();
        services.AddFloodLimits(configuration);
        services.Configure<RazorViewEngineOptions>(razor =>
        {
            // A feature is a folder: its views stand beside its controller.
            razor.ViewLocationExpanders.Add(new FeatureFolders());
            razor.ViewLocationFormats.Clear();
            razor.ViewLocationFormats.Add("/Features/{1}/{0}.cshtml");
            razor.ViewLocationFormats.Add("/Features/Shared/{0}.cshtml");
        });
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseRequestLog();
        app.UseSecurityHeaders();
        app.UseCookieGuard();
        app.UseTransport(app.Services.GetRequiredService<SiteOptions>());
        app.UseRequestLocalization();
        app.UseConsent();
        app.UseVisitorTracking();
        app.UseExceptionHandler(SiteRoutes.Broken);
        app.UseStatusCodePagesWithReExecute(SiteRoutes.Error);
        app.UseRouting();
        app.UseRouteForRequestLog();
        app.UsePageCompression();
        app.UseMiddleware<ReadableForms>();
        app.UseMaintenance();
        app.UseAuthentication();
        app.UseFloodLimits();
        app.UseAuthorization();
        app.UseMiddleware<SignalMiddleware>();
        app.MapStaticAssets();
        app.MapControllers().WithStaticAssets();
        app.MapHealth();
    }
}
