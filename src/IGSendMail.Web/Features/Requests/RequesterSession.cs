using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace IGSendMail.Web.Features.Requests;

/// <summary>
/// Remembers for a short while, in a protected cookie, that a visitor has shown whose request it is: by the link in our
/// letter, or by ordering it while signed in.
/// </summary>
public sealed class RequesterSession(IDataProtectionProvider protection, SiteCookies cookies, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("requester-session");

    /// <summary>Opens the page of one request for this visitor.</summary>
    public void Open(HttpResponse response, Guid requestId)
    {
        var until = (time.GetUtcNow() + cookies.Requester.Lifetime!.Value).ToUnixTimeSeconds();
        var content = string.Create(CultureInfo.InvariantCulture, $"{requestId:N}.{until}");
        cookies.Requester.Write(response, _protector.Protect(content));
    }

    /// <summary>The request whose page this visitor may see, or null.</summary>
    public Guid? RequestId(HttpRequest request)
    {
        if (!request.Cookies.TryGetValue(cookies.Requester.Name, out var cookie))
        {
            return null;
        }

        try
        {
            var parts = _protector.Unprotect(cookie).Split('.');
            return long.Parse(parts[1], CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
                ? Guid.ParseExact(parts[0], "N")
                : null;
        }
        catch (CryptographicException)
        {
            // Forged, cut, or made with a key that is gone: the visitor is anybody.
            return null;
        }
    }
}
