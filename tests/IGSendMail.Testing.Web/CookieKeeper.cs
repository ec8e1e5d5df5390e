using System.Net;

namespace IGSendMail.Testing;

/// <summary>Keeps cookies as a browser does, and lets a test look at them.</summary>
internal sealed class CookieKeeper : DelegatingHandler
{
    public CookieContainer Jar { get; } = new();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var header = Jar.GetCookieHeader(request.RequestUri!);
        if (header.Length > 0)
        {
            request.Headers.TryAddWithoutValidation("Cookie", header);
        }

        var response = await base.SendAsync(request, cancellationToken);
        if (response.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
            {
                Jar.SetCookies(request.RequestUri!, cookie);
            }
        }

        return response;
    }
}
