using System.Globalization;
using System.Security.Cryptography;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace IGSendMail.Web.Features.Requests;

/// <summary>
/// Remembers for a short while, in a protected cookie, that a visitor has shown whose request it is: by the link in our
/// letter, or by ordering it while signed in. The same cookie remembers the request that was just made.
/// </summary>
public sealed class RequesterSession(IDataProtectionProvider protection, SiteCookies cookies, TimeProvider time)
{
    private readonly IDataProtector _protector = protection.CreateProtector("requester-session");

    private const string Opened = "opened", Awaited = "awaited";

    /// <summary>Opens the page of one request for this visitor.</summary>
    public void Open(HttpResponse response, Guid requestId) => Write(response, Opened, requestId);

    /// <summary>Remembers which request this visitor has just made: the code of its letter works in this browser only.</summary>
    public void Await(HttpResponse response, Guid requestId) => Write(response, Awaited, requestId);

    /// <summary>The request whose page this visitor may see, or null.</summary>
    public Guid? RequestId(HttpRequest request) => Read(request, Opened);

    /// <summary>The request that this visitor has just made and not confirmed yet, or null.</summary>
    public Guid? AwaitedId(HttpRequest request) => Read(request, Awaited);

    private void Write(HttpResponse response, string what, Guid requestId)
    {
        var until = (time.GetUtcNow() + RequestCookies.Requester.Lifetime!.Value).ToUnixTimeSeconds();
        var content = string.Create(CultureInfo.InvariantCulture, $"{what}.{requestId:N}.{until}");
        cookies[RequestCookies.Requester].Write(response, _protector.Protect(content));
    }

    private Guid? Read(HttpRequest request, string what)
    {
        if (!request.Cookies.TryGetValue(cookies[RequestCookies.Requester].Name, out var cookie))
        {
            return null;
        }

        try
        {
            return _protector.Unprotect(cookie).Split('.') is [var kind, var id, var until] && kind == what
                && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
                    ? Guid.ParseExact(id, "N")
                    : null;
        }
        catch (CryptographicException)
        {
            // Forged, cut, or made with a key that is gone: the visitor is anybody.
            return null;
        }
    }
}
