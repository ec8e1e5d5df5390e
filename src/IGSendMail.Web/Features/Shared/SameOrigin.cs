using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Where a browser says that a form came from.</summary>
public enum FormSource
{
    /// <summary>A page of this site.</summary>
    OwnPage,

    /// <summary>The browser does not say.</summary>
    Unknown,

    /// <summary>Another site.</summary>
    Elsewhere,
}

/// <summary>
/// The POSTs without antiforgery token. They are told apart by what the browser says about their origin, and need no cookie for it: a
/// page that lay open for months can still refuse, and whoever blocks cookies can still ask about their data. None acts for somebody who
/// is signed in: they change a visitor's own cookie choices, or do what the secret of an e-mail is for.
/// </summary>
public static class SameOriginEndpoints
{
    /// <summary>Their routes.</summary>
    public static IReadOnlyList<string> Routes { get; } = [PrivacyRoutes.Cookies, PrivacyRoutes.Appearance, PrivacyRoutes.NewRequest, PrivacyRoutes.ConfirmRequest];
}

/// <summary>
/// Replaces the antiforgery token on the endpoints of <see cref="SameOriginEndpoints"/>: a form of another site gets
/// 403. What a form of unknown origin may do is the action's to decide; see <see cref="FormSourceOf"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SameOriginAttribute : IgnoreAntiforgeryTokenAttribute, IAuthorizationFilter
{
    /// <inheritdoc />
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        if (FormSourceOf(context.HttpContext) == FormSource.Elsewhere)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status403Forbidden);
        }
    }

    /// <summary>
    /// Judges by <c>Sec-Fetch-Site</c>, which no script can set; without it by <c>Origin</c>. An origin of "null"
    /// (a strict referrer policy, a privacy extension) says nothing.
    /// </summary>
    public static FormSource FormSourceOf(HttpContext context)
    {
        var headers = context.Request.Headers;
        if (headers["Sec-Fetch-Site"] is [{ Length: > 0 } site])
        {
            return site switch
            {
                "same-origin" => FormSource.OwnPage,
                // Sent by the person without a page: a tab that was restored, a form that was sent again.
                "none" => FormSource.Unknown,
                _ => FormSource.Elsewhere,
            };
        }

        if (headers.Origin is not [{ Length: > 0 } origin] || origin == "null")
        {
            return FormSource.Unknown;
        }

        // Behind a proxy the address people use is the configured one.
        var own = $"{context.Request.Scheme}://{context.Request.Host}";
        var known = context.RequestServices.GetRequiredService<SiteOptions>().PublicUrl.GetLeftPart(UriPartial.Authority);
        return string.Equals(origin, own, StringComparison.OrdinalIgnoreCase)
            || string.Equals(origin, known, StringComparison.OrdinalIgnoreCase)
            ? FormSource.OwnPage
            : FormSource.Elsewhere;
    }
}
