using System.Resources;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Shared;

/// <summary>What forms keep in browsers.</summary>
public static class FormCookies
{
    private static readonly ResourceManager Texts = new(typeof(FormCookies));

    /// <summary>Makes sure that a form was sent from our page.</summary>
    public static readonly CookiePurpose ProtectForms = new("ProtectForms", ConsentCategory.Essential, Texts);

    /// <summary>Carries one sentence to the next page.</summary>
    public static readonly CookiePurpose CarryNotice = new("CarryNotice", ConsentCategory.Essential, Texts);

    /// <summary>Protection of forms.</summary>
    public static readonly CookieKind Antiforgery = new("antiforgery", ProtectForms);

    /// <summary>One notice carried to the next page (TempData).</summary>
    public static readonly CookieKind Confirmation = new("confirmation", CarryNotice);

    /// <summary>True if the browser brought the cookie that the page of a form gave it. One that does not keeps no cookies of this site.</summary>
    public static bool BroughtFormCookie(this HttpRequest request) =>
        request.Cookies.ContainsKey(request.HttpContext.RequestServices.GetRequiredService<SiteCookies>()[Antiforgery].Name);

    /// <summary>Adds them, and names the framework's own cookies after them.</summary>
    internal static IServiceCollection AddFormCookies(this IServiceCollection services)
    {
        services.AddWords(typeof(FormCookies));
        services.AddOptions<AntiforgeryOptions>().Configure<SiteCookies>(
            (options, cookies) => cookies[Antiforgery].Configure(options.Cookie));
        services.AddOptions<CookieTempDataProviderOptions>().Configure<SiteCookies>(
            (options, cookies) => cookies[Confirmation].Configure(options.Cookie));
        return services;
    }
}
