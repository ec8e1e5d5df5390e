using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Accounts;

public sealed class SecureCookieTests
{
    [Fact]
    public async Task Over_https_the_sign_in_cookie_is_bound_to_this_host()
    {
        await using var site = new TestSite().With("Site:PublicUrl", "https://igsendmail.example");
        var jar = new Jar();
        var client = site.CreateDefaultClient(new Uri("https://igsendmail.example"), jar);
        var visitor = new PageVisitor(client, jar.Cookies);

        await visitor.RegisterAsync();

        var cookie = Assert.Single(jar.Set, c => c.StartsWith("__Host-signin=", StringComparison.Ordinal));
        Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Keeps cookies and remembers how they were set.</summary>
    private sealed class Jar : DelegatingHandler
    {
        public System.Net.CookieContainer Cookies { get; } = new();

        public List<string> Set { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var header = Cookies.GetCookieHeader(request.RequestUri!);
            if (header.Length > 0)
            {
                request.Headers.TryAddWithoutValidation("Cookie", header);
            }

            var response = await base.SendAsync(request, cancellationToken);
            if (response.Headers.TryGetValues("Set-Cookie", out var set))
            {
                foreach (var cookie in set)
                {
                    Set.Add(cookie);
                    Cookies.SetCookies(request.RequestUri!, cookie);
                }
            }

            return response;
        }
    }
}
