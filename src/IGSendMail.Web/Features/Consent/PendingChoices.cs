using System.Security.Cryptography;
using System.Text.Json;
using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace IGSendMail.Web.Features.Consent;

/// <summary>A choice on its way through the browser.</summary>
/// <param name="Analytics">True if analytics is to be allowed.</param>
/// <param name="Preference">True if preference cookies are to be allowed.</param>
/// <param name="Shown">Name of the notice that was shown; null if the page did not say.</param>
/// <param name="Back">The page to go back to; null for the settings.</param>
/// <param name="Keys">Under which it is recorded, however often it comes back.</param>
public sealed record PendingChoice(bool Analytics, bool Preference, string? Shown, string? Back, ConsentKeys Keys)
{
    /// <summary>True if nothing optional is allowed.</summary>
    public bool IsRefusal => !Analytics && !Preference;
}

/// <summary>
/// Carries a first choice to the request after it in a cookie, encrypted and for a few minutes. Nothing is recorded of a browser that
/// keeps no cookies, and of two buttons pressed at once the later one counts (ADR 0042).
/// </summary>
public sealed class PendingChoices(IDataProtectionProvider protection, SiteCookies cookies, TimeProvider time)
{
    /// <summary>How long a choice may be on its way.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromMinutes(10);

    /// <summary>Browsers keep 4,096 bytes of name, value and rules (RFC 6265, § 6.1).</summary>
    private const int Longest = 3_900;

    private readonly IDataProtector _protector = protection.CreateProtector("pending-choice");
    private readonly SiteCookie _cookie = cookies[ChoiceCookies.Choosing];

    /// <summary>Sends a choice on its way. What a browser would not keep for its length goes without the way back.</summary>
    public void Write(HttpResponse response, PendingChoice choice)
    {
        var value = Protect(choice);
        _cookie.Write(response, value.Length <= Longest ? value : Protect(choice with { Back = null }));
    }

    /// <summary>The choice that came back; null if none did, or too late.</summary>
    public PendingChoice? Read(HttpRequest request)
    {
        if (request.Cookies[_cookie.Name] is not { Length: > 0 and <= Longest } value)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<Carried>(_protector.Unprotect(value)) is { } carried && carried.Until > time.GetUtcNow()
                ? carried.Choice
                : null;
        }
        catch (CryptographicException)
        {
            // Forged, cut, or made with a key that is gone.
            return null;
        }
    }

    /// <summary>Tells the browser to drop it.</summary>
    public void Expire(HttpResponse response) => _cookie.Expire(response);

    private string Protect(PendingChoice choice) => _protector.Protect(JsonSerializer.Serialize(new Carried(choice, time.GetUtcNow() + ValidFor)));

    private sealed record Carried(PendingChoice Choice, DateTimeOffset Until);
}
