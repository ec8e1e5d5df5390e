using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>What strangers can send is limited; what a signed-in person must always be able to do is not. Read from the routes that are really there.</summary>
public sealed class LimitedRoutesTests : IAsyncDisposable
{
    /// <summary>Needs a page that only its own person has open, or changes nothing.</summary>
    private static readonly string[] FreeForStrangers =
    [
        SiteRoutes.SignOut, PrivacyRoutes.WithdrawRequest, PrivacyRoutes.RequestCategories, PrivacyRoutes.RequestUnproved, SiteRoutes.ErrorPage,
    ];

    private static readonly string[] AlwaysFree =
    [
        SiteRoutes.Cancel, SiteRoutes.UndoCancel, SiteRoutes.SignOut, PrivacyRoutes.AccountData, PrivacyRoutes.AccountDataErase, PrivacyRoutes.WithdrawRequest,
    ];

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public void Whatever_a_stranger_can_send_is_limited_by_sender()
    {
        var open = Posts().Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<LimitedAttribute>() is null).Select(Path);

        Assert.Equal(FreeForStrangers.Select(Plain).Order(StringComparer.Ordinal), open.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Cancelling_asking_and_deleting_are_never_limited()
    {
        var free = Posts().Where(e => e.Metadata.GetMetadata<LimitedAttribute>() is null).Select(Path).ToHashSet(StringComparer.Ordinal);

        Assert.All(AlwaysFree, route => Assert.Contains(Plain(route), free));
    }

    [Fact]
    public void Whatever_asks_for_a_password_stands_in_line()
    {
        string[] asking =
        [
            SiteRoutes.SignIn, SiteRoutes.Register, SiteRoutes.NewPassword, SiteRoutes.Password, SiteRoutes.Cancel, PrivacyRoutes.AccountData,
            PrivacyRoutes.AccountDataErase, PrivacyRoutes.AccountDataCorrect, SiteRoutes.TwoStepSetUp, SiteRoutes.TwoStepCodes, SiteRoutes.TwoStepOff,
            SiteRoutes.Passkeys, SiteRoutes.RemovePasskey,
        ];

        Assert.Equal(
            asking.Select(Plain).Order(StringComparer.Ordinal),
            Posts().Where(e => e.Metadata.GetMetadata<HashesPasswordAttribute>() is not null).Select(Path).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    private IEnumerable<RouteEndpoint> Posts() => _site.Services.GetServices<EndpointDataSource>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
            && e.Metadata.GetMetadata<IHttpMethodMetadata>() is var methods && (methods is null || methods.HttpMethods.Count == 0 || methods.HttpMethods.Contains("POST")));

    private static string Path(RouteEndpoint endpoint) => Plain(endpoint.RoutePattern.RawText!);

    private static string Plain(string route) => route.Trim('/');
}
