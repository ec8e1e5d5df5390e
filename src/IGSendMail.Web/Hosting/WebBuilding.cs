using Microsoft.AspNetCore.Mvc.Razor;

namespace IGSendMail.Web.Hosting;

/// <summary>What only the web side needs: controllers, views found by feature, and the request pipeline.</summary>
internal static class WebBuilding
{
    public static void AddWeb(this IServiceCollection services, IConfiguration configuration, SiteSettings settings)
    {
        services.AddControllersWithViews();
        services.AddSiteCookies(settings.Site);
        services.Configure<RazorViewEngineOptions>(razor =>
        {
            // A feature is a folder: its views stand beside its controller.
            razor.ViewLocationFormats.Clear();
            razor.ViewLocationFormats.Add("/Features/{1}/{0}.cshtml");
            razor.ViewLocationFormats.Add("/Features/Shared/{0}.cshtml");
        });
    }

    public static void UseSite(this WebApplication app)
    {
        app.UseStaticFiles();
        app.UseRouting();
        app.MapControllers();
    }
}
