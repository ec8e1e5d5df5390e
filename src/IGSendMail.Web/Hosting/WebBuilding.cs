using IGSendMail.Privacy;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Audience;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Health;
using IGSendMail.Web.Features.Requests;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Razor;
using Microsoft.Extensions.Options;

namespace IGSendMail.Web.Hosting;

/// <summary>What only the web side needs: controllers, views found by feature, and the request pipeline.</summary>
internal static class WebBuilding
{
    public static void AddWeb(this IServiceCollection services, IConfiguration configuration, SiteSettings settings)
    {
        services.AddControllersWithViews(mvc => mvc.Filters.Add(new AutoValidateAntiforgeryTokenAttribute()));
        services.AddHealth();
        services.AddSiteCookies(settings.Site);
        services.AddAccountsWeb();
        services.AddKeyRing(settings.Data);
        services.AddRequestsWeb();
        services.AddConsentWeb();
        services.AddTransport(configuration, settings.Site);
        services.AddAudienceWeb();
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
        app.UseTransport(app.Services.GetRequiredService<IOptions<SiteOptions>>().Value);
        app.UseConsent();
        app.UseExceptionHandler(SiteRoutes.Broken);
        app.UseStatusCodePagesWithReExecute(SiteRoutes.Error);
        app.UseRouting();
        app.UseRouteForRequestLog();
        app.UseMaintenance();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapStaticAssets();
        app.MapControllers().WithStaticAssets();
        app.MapHealth();
    }
}
