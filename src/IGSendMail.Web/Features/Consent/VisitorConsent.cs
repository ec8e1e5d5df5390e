using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Http.Features;

namespace IGSendMail.Web.Features.Consent;

/// <summary>What the present visitor chose and what may therefore happen; read once a request from their cookies.</summary>
/// <param name="State">What may happen.</param>
/// <param name="Choice">The choice in the cookie while it is valid, whatever outweighs it now; or null.</param>
/// <param name="VisitorId">The analytics visitor id in the cookie, whether it may be used or not; or null.</param>
/// <param name="Signal">True if the browser sends Global Privacy Control.</param>
public sealed record VisitorConsent(ConsentState State, ConsentChoice? Choice, Guid? VisitorId, bool Signal)
{
    /// <summary>
    /// True if the consent in the cookie was taken back elsewhere (by its receipt code): it counts as a refusal, and the next
    /// page tells the browser so.
    /// </summary>
    public bool TakenBack { get; init; }

    /// <summary>Reads it. Whatever cannot be trusted counts as not chosen.</summary>
    public static VisitorConsent Read(
        HttpRequest request, ConsentSeal seal, SiteCookies cookies, ConsentRevocations revocations, CategoryFingerprints current,
        DateTimeOffset now)
    {
        var choice = seal.ReadChoice(request.Cookies[cookies[ChoiceCookies.Consent].Name]);
        if (choice is { } made && !ConsentState.HoldsAt(made, now))
        {
            choice = null;
        }

        var takenBack = choice is { Chain: { } chain } && revocations.Contains(chain);
        if (takenBack)
        {
            choice = choice!.Value.AsRefusal();
        }

        // Global Privacy Control, § 4: exactly "1" is the signal, any other value is none.
        var signal = request.Headers["Sec-GPC"] is [var value] && value == "1";
        return new(
            ConsentState.Decide(choice, signal, current, now),
            choice,
            seal.ReadVisitor(request.Cookies[cookies[ChoiceCookies.Visitor].Name]),
            signal)
        {
            TakenBack = takenBack,
        };
    }
}

/// <summary>Finds the consent of the present visitor.</summary>
public static class VisitorConsentOfRequest
{
    /// <summary>True if this purpose may run for the visitor behind this request.</summary>
    public static bool May(this HttpContext context, CookiePurpose purpose) => context.Consent().State.MayRun(purpose);

    /// <summary>The consent of the visitor behind this request.</summary>
    public static VisitorConsent Consent(this HttpContext context) => context.Features.GetRequiredFeature<VisitorConsent>();
}
