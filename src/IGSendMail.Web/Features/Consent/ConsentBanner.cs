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
public sealed record ConsentBanner(
    ConsentWords Words, string Shown, bool Signal, ChangedNotice? Changed, string Settings, string Back)
{
    /// <summary>The strip for this request, or null: none on the settings page, none once chosen.</summary>
    public static ConsentBanner? For(HttpContext context)
    {
        var state = context.Consent().State;
        // An error page stands in for the page that was asked for.
        var asked = context.Features.Get<IStatusCodeReExecuteFeature>();
        var path = new PathString(asked?.OriginalPath ?? context.Request.Path.Value);
        if (state.HasChosen || path.StartsWithSegments(PrivacyRoutes.Cookies, StringComparison.Ordinal))
        {
            return null;
        }

        var notices = context.RequestServices.GetRequiredService<ConsentNotices>();
        var now = notices.Now;
        var changed = notices.Changed(now, context.Consent());
        var notice = changed?.Notice ?? (state.SignalDenies ? now.Signal : now.Banner);
        var back = LocalPath.From(path.ToUriComponent() + (asked?.OriginalQueryString ?? context.Request.QueryString.Value));
        return new(
            now.Words, notice.Name, state.SignalDenies, changed, SiteLanguages.Address(context, PrivacyRoutes.Cookies), back ?? context.RequestServices.GetRequiredService<HostPages>().Home);
    }
}
