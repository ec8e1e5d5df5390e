using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Http.Features;

namespace IGSendMail.Web.Features.Consent.Guard;

/// <summary>Puts the guard where every answer passes and where ASP.NET Core asks it.</summary>
internal static class CookieGuarding
{
    /// <summary>Adds the guard.</summary>
    public static IServiceCollection AddCookieGuard(this IServiceCollection services) => services.AddSingleton<CookieGuard>();

    /// <summary>Comes before whatever may write a cookie: what starts an answer runs in the opposite order, so this looks last.</summary>
    public static void UseCookieGuard(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<CookieGuard>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(static state =>
            {
                var (guard, context) = ((CookieGuard, HttpContext))state;
                guard.Clean(context);
                return Task.CompletedTask;
            }, (guard, context));
            return next(context);
        });
    }

    /// <summary>Lets the framework ask for each cookie, and libraries for the visitor. Comes after the choice was read.</summary>
    public static void UseVisitorTracking(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<CookieGuard>();
        var cookies = app.Services.GetRequiredService<SiteCookies>();
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            CheckConsentNeeded = _ => true,
            OnAppendCookie = cookie => cookie.IssueCookie = guard.MayWrite(cookie.Context, cookie.CookieName),
            OnDeleteCookie = cookie => cookie.IssueCookie = guard.MayDelete(cookie.Context, cookie.CookieName),
        });
        app.Use((context, next) =>
        {
            context.Features.Set<ITrackingConsentFeature>(new VisitorTracking(context, cookies, app.Logger));
            return next(context);
        });
    }
}
