using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Serving;

/// <summary>Every address that takes a GET, asked for in all ways in which programs ask: over a real connection, none is a fault of ours.</summary>
public sealed class EveryPageTests(ITestOutputHelper output) : IAsyncDisposable
{
    private const string Officer = "olive@example.org", Password = "seven quiet rivers at dawn", Customer = "ada@example.com";

    private static readonly (string Name, HttpMethod Method, Func<string, string> Path, (string Name, string Value)[] Headers)[] Ways =
    [
        ("plainly", HttpMethod.Get, path => path, []),
        ("for its head", HttpMethod.Head, path => path, []),
        ("for its options", HttpMethod.Options, path => path, []),
        ("to be deleted", HttpMethod.Delete, path => path, []),
        ("by a word that is none", new HttpMethod("QUIP"), path => path, []),
        ("unless it is known", HttpMethod.Get, path => path, [("If-None-Match", "*")]),
        ("unless it is this one", HttpMethod.Get, path => path, [("If-None-Match", "\"none\", W/\"of these\"")]),
        ("since a day that is none", HttpMethod.Get, path => path, [("If-Modified-Since", "the day before yesterday")]),
        ("for a part", HttpMethod.Get, path => path, [("Range", "bytes=0-1")]),
        ("for parts beyond its end", HttpMethod.Get, path => path, [("Range", "bytes=999999999-, 5-1, -0")]),
        ("with a slash behind", HttpMethod.Get, path => path.TrimEnd('/') + "/", []),
        ("in capitals", HttpMethod.Get, path => path.ToUpperInvariant(), []),
        ("in numbers", HttpMethod.Get, path => string.Concat(path.Select((c, i) => i % 3 == 1 && c != '/' ? $"%{(int)c:X2}" : $"{c}")), []),
        ("with the end of a text in it", HttpMethod.Get, path => path + "%00", []),
        ("with what is no letter", HttpMethod.Get, path => path + "%ff%fe", []),
        ("by way of another folder", HttpMethod.Get, path => path + "/%2e%2e/%2e%2e%2fetc", []),
        ("with a language twice", HttpMethod.Get, path => path + "?lang=xx&lang=de", []),
        ("with names that mean something", HttpMethod.Get, path => path + "?page=-1&status=none&token=%00&search=%F0%9F%A6%86&from=9999-99-99&after=nobody&reference=%25", []),
        ("with numbers that are too large", HttpMethod.Get, path => path + "?page=99999999999999999999&number=1e400&page=2", []),
        ("for another kind of answer", HttpMethod.Get, path => path, [("Accept", "image/*;q=many"), ("Accept-Language", "tlh, *;q=2"), ("Accept-Encoding", "br;q=no, zstd")]),
        ("with cookies of somebody else", HttpMethod.Get, path => path, [("Cookie", "consent=x; signin=chunks-99; requester=; =; antiforgery=\"; confirmation=AAAA; choosing=0")]),
        ("by another host", HttpMethod.Get, path => path, [("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "gopher"), ("X-Forwarded-For", "nobody, 1.2.3.4")]),
    ];

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("a stranger")]
    [InlineData("a customer")]
    [InlineData("an officer")]
    public async Task However_it_is_asked_for_the_answer_is_a_status_of_the_askers(string who)
    {
        var address = _site.StartOnPort();
        var cookies = await CookiesAsync(who, address);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var wrong = new List<string>();
        var (asked, routes) = (0, Routes().ToList());
        Assert.InRange(routes.Count, 60, 400);
        foreach (var path in routes)
        {
            foreach (var (name, method, change, headers) in Ways)
            {
                using var request = new HttpRequestMessage(method, new Uri(address.GetLeftPart(UriPartial.Authority) + change(path)));
                if (cookies.Length > 0)
                {
                    request.Headers.Add("Cookie", cookies);
                }

                foreach (var (header, value) in headers)
                {
                    request.Headers.Remove(header);
                    request.Headers.TryAddWithoutValidation(header, value);
                }

                asked++;
                try
                {
                    using var answer = await client.SendAsync(request);
                    var length = (await answer.Content.ReadAsByteArrayAsync()).Length;
                    if ((int)answer.StatusCode is < 200 or >= 500 || (method == HttpMethod.Head && length > 0))
                    {
                        wrong.Add($"{path} {name}: {(int)answer.StatusCode}, {length} bytes");
                    }

                    if (answer.Headers.Location is { IsAbsoluteUri: true } elsewhere && elsewhere.Authority != address.Authority)
                    {
                        wrong.Add($"{path} {name}: leads to {elsewhere.Authority}");
                    }
                }
                catch (HttpRequestException broken)
                {
                    wrong.Add($"{path} {name}: {broken.Message}");
                }
            }
        }

        output.WriteLine($"{who}: {routes.Count} addresses, {asked} answers");
        Assert.Empty(wrong);
    }

    private async Task<string> CookiesAsync(string who, Uri address)
    {
        var jar = new CookieContainer();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = jar };
        using var client = new HttpClient(handler) { BaseAddress = address };
        var visitor = new PageVisitor(client, jar);
        if (who == "a customer")
        {
            await RequestSteps.RegisterAsync(_site, Customer);
            await visitor.SignInAsync(Customer, RequestSteps.Password);
        }
        else if (who == "an officer")
        {
            await _site.InScopeAsync(s => s.GetRequiredService<Officers>().AddAsync("Olive Officer", EmailAddress.Of(Officer), Password, default));
            await _site.EnterCodeAsync(visitor, await visitor.SignInAsync(Officer, Password), Officer, Password);
        }

        return jar.GetCookieHeader(address);
    }

    private IEnumerable<string> Routes() => _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null || e.RoutePattern.RawText!.Contains("health", StringComparison.Ordinal))
        .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
        {
            RoutePatternParameterPart value when value.ParameterPolicies.Any(p => p.Content == "guid") => "0f8fad5b-d9cb-469f-a165-70867728950e",
            RoutePatternParameterPart => "AAAA-AAAA-AAAA",
            RoutePatternLiteralPart literal => literal.Content,
            var other => throw new InvalidOperationException($"{other} is not known here"),
        })))
        .Distinct();
}
