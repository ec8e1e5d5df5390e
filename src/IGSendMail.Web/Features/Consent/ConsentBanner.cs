using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Diagnostics;

namespace IGSendMail.Web.Features.Consent;

/// <summary>The strip that asks, on every page until the visitor has chosen.</summary>
/// <param name="Words">In which words.</param>
/// <param name="Shown">Name of its notice.</param>
/// <param name="Signal">True if it only says that Global Privacy Control is honoured.</param>
/// <param name="Changed">What changed, if it only asks about that; or null.</param>
/// <param name="Settings">Where one chooses by category.</param>
/// <param name="Back">The page it stands on.</param>
/// <param name="Asked">The number of this form.</param>
public sealed record ConsentBanner(
    ConsentWords Words, string Shown, bool Signal, ChangedNotice? Changed, string Settings, string Back, string Asked)
{
    /// <summary>
    /// The strip for this request, or null: none on the settings page, none once chosen, and none above a form that somebody
    /// types into, for an answer to it opens the page anew and empties the form.
    /// </summary>
    public static ConsentBanner? For(HttpContext context)
    {
        var state = context.Consent().State;
        // An error page stands in for the page that was asked for.
        var asked = context.Features.Get<IStatusCodeReExecuteFeature>();
        var path = new PathString(asked?.OriginalPath ?? context.Request.Path.Value);
        if (state.HasChosen || path.StartsWithSegments(PrivacyRoutes.Cookies, StringComparison.Ordinal)
            || context.Features.Get<TypedFields>() is not null)
        {
            return null;
        }

        // After the choice the Back button must not bring the question back from the browser's memory.
        context.Response.Headers.CacheControl = "no-cache, no-store";

        var notices = context.RequestServices.GetRequiredService<ConsentNotices>();
        var now = notices.Now;
        var changed = notices.Changed(now, context.Consent());
        var notice = changed?.Notice ?? (state.SignalDenies ? now.Signal : now.Banner);
        var back = asked is null && IsRead(context)
            ? LocalPath.From(path.ToUriComponent() + context.Request.QueryString.Value) ?? HomeOf(context)
            : PrivacyRoutes.Cookies;
        return new(
            now.Words, notice.Name, state.SignalDenies, changed, SiteLanguages.Address(context, PrivacyRoutes.Cookies), back,
            ConsentForm.NewNumber(context));
    }

    /// <summary>False for what answers a form: its address may take nothing else. Nobody is led back to it, or to an error.</summary>
    private static bool IsRead(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method);

    private static string HomeOf(HttpContext context) => context.RequestServices.GetRequiredService<HostPages>().Home;
}
