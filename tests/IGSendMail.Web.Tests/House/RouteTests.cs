using System.Reflection;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.House;

/// <summary>Every route is in PrivacyRoutes or SiteRoutes, and every POST is protected.</summary>
public sealed class RouteTests(RouteTests.Fixture site) : IClassFixture<RouteTests.Fixture>
{
    /// <summary>POSTs without antiforgery that are neither same-origin nor machine endpoints, each with its reason.</summary>
    private static readonly Dictionary<string, string> HarmlessPosts = new(StringComparer.Ordinal)
    {
        [SiteRoutes.ErrorPage] = "shown in place of a page that could not be, whatever the method; changes nothing",
        [SiteRoutes.HealthLive] = "a machine endpoint; changes nothing",
        [SiteRoutes.HealthReady] = "a machine endpoint; changes nothing",
    };

    /// <summary>Constants that are no routes: patterns for the framework, or addresses of a route with its value filled in.</summary>
    private static readonly HashSet<string> NoEndpoints = new(StringComparer.Ordinal) { SiteRoutes.Error, SiteRoutes.Broken };

    [Fact]
    public void Every_endpoint_takes_its_route_from_a_list_of_routes()
    {
        var known = Constants().Select(Normal).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(site.Endpoints.Where(e => !IsStaticFile(e)).Select(Pattern).Where(p => !known.Contains(p)).Distinct());
    }

    [Fact]
    public void Every_route_of_the_lists_has_an_endpoint()
    {
        var there = site.Endpoints.Select(Pattern).ToHashSet(StringComparer.Ordinal);

        Assert.Empty(Constants().Where(c => !NoEndpoints.Contains(c)).Select(Normal).Where(c => !there.Contains(c)));
    }

    [Fact]
    public void No_route_stands_in_two_places() => Assert.Empty(Constants().GroupBy(Normal).Where(g => g.Count() > 1).Select(g => g.Key));

    [Fact]
    public void Every_POST_is_protected()
    {
        var posts = site.Endpoints
            .Where(e => !IsStaticFile(e))
            .Where(e => Methods(e).Count == 0 || Methods(e).Any(m => m is not ("GET" or "HEAD" or "OPTIONS"))).ToList();
        Assert.NotEmpty(posts);

        Assert.Empty(posts.Where(e => !IsProtected(e)).Select(Pattern));
    }

    [Fact]
    public void Every_action_says_which_method_it_answers() => Assert.Empty(site.Endpoints
        .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null && Methods(e).Count == 0)
        .Select(Pattern).Except([Normal(SiteRoutes.ErrorPage)], StringComparer.Ordinal));

    private static bool IsProtected(RouteEndpoint endpoint)
    {
        if (HarmlessPosts.Keys.Select(Normal).Contains(Pattern(endpoint), StringComparer.Ordinal))
        {
            return true;
        }

        if (endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not { } action)
        {
            return false;
        }

        var filters = action.FilterDescriptors.Select(f => f.Filter).ToList();
        var ignoring = filters.OfType<IgnoreAntiforgeryTokenAttribute>().ToList();
        return ignoring.Count == 0
            ? filters.OfType<AutoValidateAntiforgeryTokenAttribute>().Any()
            : ignoring.TrueForAll(f => f.GetType().Name == "SameOriginAttribute");
    }

    private static IReadOnlyList<string> Methods(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? [];

    private static bool IsStaticFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(m => m.GetType().Name == "StaticAssetDescriptor")
        // In Development files are also served as they are being edited.
        || endpoint.RoutePattern.RawText == "{**path:file}";

    private static IEnumerable<string> Constants() => Constants(typeof(PrivacyRoutes)).Concat(Constants(typeof(SiteRoutes)));

    private static IEnumerable<string> Constants(Type list) => list
        .GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!);

    private static string Pattern(RouteEndpoint endpoint) => Normal(endpoint.RoutePattern.RawText ?? "");

    private static string Normal(string route) => "/" + route.Trim('/');

    public sealed class Fixture : IDisposable
    {
        private readonly TestSite _site = new();

        public IReadOnlyList<RouteEndpoint> Endpoints => _site.Services
            .GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();

        public void Dispose() => _site.Dispose();
    }
}
