using System.Net;
using AngleSharp.Html.Parser;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>
/// Somebody copied every cookie of a browser, while its person was signed in and the page of a request was open in it. Once that is over, the
/// copy opens no personal page, whichever page of the site is tried.
/// </summary>
public sealed class CopiedCookieTests : IAsyncDisposable
{
    private const string Owner = "owner@example.com", Fresh = "a fresh long password";

    private readonly TestSite _site = new();
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private string _copied = "";

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("sign-out")]
    [InlineData("signed out from elsewhere")]
    [InlineData("password changed in this browser")]
    [InlineData("password changed elsewhere")]
    [InlineData("password reset")]
    [InlineData("erasure")]
    public async Task It_opens_nothing_personal_after(string end)
    {
        var owner = await OpenEverythingAsync();
        var personal = new List<(HttpMethod Method, string Route)>();
        foreach (var (method, route, isGuarded) in Routes())
        {
            if (isGuarded || (method == HttpMethod.Get && await OpensOnlyWithAsync(route)))
            {
                personal.Add((method, route));
            }
        }

        string[] opened = ["/account", "/account/data", "/lists", "/lists/{listId:guid}", "/privacy/requests/{reference}", "/privacy/requests/{reference}/download"];
        Assert.Empty(opened.Except(personal.Where(p => p.Method == HttpMethod.Get).Select(p => p.Route), StringComparer.Ordinal));
        Assert.InRange(personal.Count, 50, 200);

        await EndAsync(owner, end);

        var token = new HtmlParser().ParseDocument(await (await SendAsync(HttpMethod.Get, PrivacyRoutes.NewRequest)).Content.ReadAsStringAsync())
            .QuerySelector("#request-form input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var open = new List<string>();
        foreach (var (method, route) in personal)
        {
            using var answer = await SendAsync(method, route, token);
            if (answer.StatusCode is not (HttpStatusCode.Redirect or HttpStatusCode.Unauthorized))
            {
                open.Add($"{method} {route} answers {(int)answer.StatusCode}");
            }
        }

        Assert.Empty(open);
        Assert.Empty(await TellingAsync());
    }

    [Fact]
    public async Task The_browser_that_changed_the_password_goes_on_with_a_fresh_key()
    {
        var owner = await OpenEverythingAsync();
        var before = SignInOf(owner);

        await EndAsync(owner, "password changed in this browser");

        Assert.Equal("/account", (await owner.GetAsync("/account")).Path);
        Assert.NotEqual(before, SignInOf(owner));
        Assert.Equal(HttpStatusCode.Redirect, (await SendAsync(HttpMethod.Get, "/account")).StatusCode);
    }

    [Fact]
    public async Task What_a_mailbox_showed_ends_with_the_reset_of_its_account()
    {
        await _site.RegisterAsync(Owner);
        var visitor = _site.Visitor();
        await _site.AskAsync(Owner, Right.Access, visitor);
        var page = await _site.ConfirmAsync(Owner, visitor);
        Assert.NotNull(page.TextOf("#withdraw-form"));

        await ResetAsync();

        Assert.EndsWith("/link", (await visitor.GetAsync(page.Path)).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_ordered_a_deletion_may_fetch_its_receipt_and_nothing_else()
    {
        var owner = await OpenEverythingAsync();
        var package = _values["reference"];
        var page = await OrderErasureAsync(owner);
        await _site.WorkAsync();

        Assert.Contains("Receipt", (await owner.GetAsync(page.Url.AbsolutePath)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(page.Url.AbsolutePath + "/receipt")).Status);
        Assert.EndsWith("/link", (await owner.GetAsync($"/privacy/requests/{package}/download")).Path, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await owner.GetAsync("/account")).Path, StringComparison.Ordinal);

        _site.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.EndsWith("/link", (await owner.GetAsync(page.Url.AbsolutePath)).Path, StringComparison.Ordinal);
    }

    private static string SignInOf(PageVisitor visitor) => visitor.Cookies.GetAllCookies().Single(c => c.Name == "signin").Value;

    /// <summary>A customer with a list and a package, signed in and with the page of the package open; all cookies are copied.</summary>
    private async Task<PageVisitor> OpenEverythingAsync()
    {
        await _site.PlantRecipientAsync(Owner, "reader@example.com");
        var owner = await _site.SignedInAsync(Owner);
        _values["reference"] = await RequestSteps.AskForPackageAsync(owner, "Access");
        await _site.RunRequestsAsync();
        await owner.GetAsync("/account");
        (_values["listId"], _values["importId"]) = await _site.InDatabaseAsync(async db =>
            ((await db.SubscriberLists().SingleAsync()).Id.ToString(), (await db.Imports().SingleAsync()).Id.ToString()));
        var all = owner.Cookies.GetAllCookies();
        Assert.Empty(new[] { "signin", "requester", "antiforgery" }.Except(all.Select(c => c.Name), StringComparer.Ordinal));
        _copied = string.Join("; ", all.Select(c => $"{c.Name}={c.Value}"));
        return owner;
    }

    private async Task EndAsync(PageVisitor owner, string end)
    {
        switch (end)
        {
            case "sign-out":
                await owner.SubmitAsync(await owner.GetAsync("/account"), $"form[action='{SiteRoutes.SignOut}']");
                break;
            case "signed out from elsewhere":
                var elsewhere = await _site.SignedInAsync(Owner);
                await elsewhere.SubmitAsync(await elsewhere.GetAsync("/account"), "#end-others");
                break;
            case "password changed in this browser":
                await ChangePasswordAsync(owner);
                break;
            case "password changed elsewhere":
                await ChangePasswordAsync(await _site.SignedInAsync(Owner));
                break;
            case "password reset":
                await ResetAsync();
                break;
            default:
                await OrderErasureAsync(await _site.SignedInAsync(Owner));
                await _site.WorkAsync();
                break;
        }
    }

    private static async Task ChangePasswordAsync(PageVisitor visitor)
    {
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(SiteRoutes.Password), "#password",
            new Dictionary<string, string> { ["Current"] = RequestSteps.Password, ["New"] = Fresh });
        Assert.Equal("/account", page.Path);
    }

    private async Task ResetAsync()
    {
        var person = _site.Visitor();
        var letter = (await _site.AskForPasswordAsync(person, Owner))!;
        var page = await person.SubmitAsync(
            await person.GetAsync($"{SiteRoutes.NewPassword}?token={letter.Token}"), "#new-password", new Dictionary<string, string> { ["New"] = Fresh });
        Assert.Equal(SiteRoutes.SignIn, page.Path);
    }

    private static async Task<Page> OrderErasureAsync(PageVisitor visitor)
    {
        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        Assert.StartsWith("/privacy/requests/ER-", page.Path, StringComparison.Ordinal);
        return page;
    }

    /// <summary>Every route of the site that a controller answers, as the router knows it, and whether it is guarded by a sign-in or names a request.</summary>
    private IEnumerable<(HttpMethod Method, string Route, bool IsGuarded)> Routes() =>
        from endpoint in _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.GetMetadata<ControllerActionDescriptor>() is not null
        let route = "/" + endpoint.RoutePattern.RawText!.Trim('/')
        // Outside Development there is no such page; there it shows everybody the e-mails to invented people.
        where !route.StartsWith(SiteRoutes.DevelopmentMail, StringComparison.Ordinal)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        where method is "GET" or "POST"
        let guarded = endpoint.Metadata.GetMetadata<IAuthorizeData>() is not null
            || (method == "POST" && route.Contains("{reference}", StringComparison.Ordinal))
        select (HttpMethod.Parse(method), route, guarded);

    /// <summary>True if the copied cookies open this page now and nobody without them sees it.</summary>
    private async Task<bool> OpensOnlyWithAsync(string route)
    {
        using var with = await SendAsync(HttpMethod.Get, route);
        using var without = await SendAsync(HttpMethod.Get, route, asNobody: true);
        return with.StatusCode == HttpStatusCode.OK && without.StatusCode != HttpStatusCode.OK;
    }

    /// <summary>Pages, whoever they are for, that say something of the person to whoever has the copy.</summary>
    private async Task<List<string>> TellingAsync()
    {
        var telling = new List<string>();
        foreach (var (method, route, _) in Routes().Where(r => r.Method == HttpMethod.Get))
        {
            using var answer = await SendAsync(method, route);
            var text = await answer.Content.ReadAsStringAsync();
            telling.AddRange(new[] { "Ada Example", Owner, "Example Ltd", "reader@example.com" }
                .Where(said => text.Contains(said, StringComparison.OrdinalIgnoreCase)).Select(said => $"{route} says {said}"));
        }

        return telling;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string route, string? token = null, bool asNobody = false)
    {
        using var client = _site.CreateDefaultClient(new Uri("http://localhost"));
        using var request = new HttpRequestMessage(method, Filled(route));
        if (!asNobody)
        {
            request.Headers.TryAddWithoutValidation("Cookie", _copied);
        }

        if (method == HttpMethod.Post)
        {
            request.Headers.TryAddWithoutValidation("Origin", "http://localhost");
            request.Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token! });
        }

        return await client.SendAsync(request);
    }

    private string Filled(string route) => string.Join('/', route.Split('/').Select(part =>
        part is ['{', .. var name, '}'] ? _values.GetValueOrDefault(name.Split(':')[0], ValueFor(name)) : part));

    private static string ValueFor(string parameter) => parameter.Split(':') switch
    {
        [_, "guid"] => Guid.Empty.ToString(),
        [_, "int"] => "404",
        _ => "2026-01",
    };
}
