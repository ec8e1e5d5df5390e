using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Requests;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>Officers cannot do without a code beside the password.</summary>
public sealed class OfficerTwoStepTests : IAsyncDisposable
{
    private const string Officer = "olga@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task An_officer_without_it_is_led_to_set_it_up_before_any_page_of_officers()
    {
        await _site.AddOfficerAsync(Officer);
        var officer = _site.Visitor();

        Assert.Equal(SiteRoutes.TwoStepSetUp, (await officer.SignInAsync(Officer)).Path);

        var pages = _site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == SitePolicies.Officer)
                && e.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Contains("GET"))
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')
                .Replace("{reference}", "AC-2222-2222", StringComparison.Ordinal)
                .Replace("{holdId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
                .Replace("{letterId:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)).ToList();
        Assert.InRange(pages.Count, 8, 100);
        foreach (var page in pages)
        {
            Assert.Equal(SiteRoutes.TwoStepSetUp, (await officer.GetAsync(page)).Path);
        }

        var after = await _site.EnterCodeAsync(officer, await officer.GetAsync(SiteRoutes.TwoStepSetUp), Officer, RequestSteps.Password);
        Assert.Equal(PrivacyRoutes.Officer, after.Path);
        Assert.Equal(HttpStatusCode.OK, after.Status);
    }

    [Fact]
    public async Task An_officer_who_turns_it_off_has_no_page_of_officers_until_it_is_on_again()
    {
        var officer = await _site.OfficerAsync();

        await TwoStepTests.TurnOffAsync(officer, RequestSteps.Password, await _site.CodeAsync(Officer));

        Assert.Equal(SiteRoutes.TwoStepSetUp, (await officer.GetAsync(PrivacyRoutes.Officer)).Path);
    }

    [Fact]
    public async Task The_operator_helps_an_officer_who_has_lost_app_and_paper()
    {
        _site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var officer = await _site.OfficerAsync();
        Assert.Equal(1, (await ForgetAppAsync("nobody@example.com")).Code);

        var (code, output, _) = await ForgetAppAsync(Officer);

        Assert.Equal(0, code);
        Assert.Contains("sets up an app", output, StringComparison.Ordinal);
        Assert.StartsWith(SiteRoutes.SignIn, (await officer.GetAsync(PrivacyRoutes.Officer)).Path, StringComparison.Ordinal);
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await officer.SignInAsync(Officer)).Path);
        Assert.Equal(1, (await ForgetAppAsync(Officer)).Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_operator_takes_away_lost_passkeys_with_and_without_an_app(bool hasApp)
    {
        _site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        using var phone = new PasskeyDevice();
        var officer = _site.Visitor();
        if (hasApp)
        {
            officer = await _site.OfficerAsync();
            await officer.AddPasskeyAsync(phone, code: await _site.CodeAsync(Officer));
        }
        else
        {
            await _site.AddOfficerAsync(Officer);
            await officer.SignInAsync(Officer);
            await officer.AddPasskeyAsync(phone);
        }

        Assert.Equal(PrivacyRoutes.Officer, (await _site.Visitor().UsePasskeyAsync(phone)).Path);

        Assert.Equal(0, (await ForgetAppAsync(Officer)).Code);

        Assert.NotEqual(PrivacyRoutes.Officer, (await _site.Visitor().UsePasskeyAsync(phone)).Path);
        Assert.StartsWith(SiteRoutes.SignIn, (await officer.GetAsync(PrivacyRoutes.Officer)).Path, StringComparison.Ordinal);
        Assert.Equal(SiteRoutes.TwoStepSetUp, (await _site.Visitor().SignInAsync(Officer)).Path);
        Assert.Equal(1, (await ForgetAppAsync(Officer)).Code);
    }

    [Fact]
    public async Task Nobody_is_shown_a_code_but_in_the_demonstration_where_it_works()
    {
        Assert.Null((await _site.Visitor().GetAsync(SiteRoutes.SignIn)).Document.QuerySelector("#demonstration"));

        await using var demonstration = new TestSite().With("Demo:Seed", "true");
        var visitor = demonstration.Visitor();
        var page = await visitor.GetAsync(SiteRoutes.SignIn);
        for (var times = 0; times < 2; times++)
        {
            var hint = page.TextOf("#demonstration")!;
            Assert.Contains("officer@igsendmail.example", hint, StringComparison.Ordinal);
            var code = hint.Split(' ').Single(word => OneTimeCode.Clean(word) is not null);
            var asked = await visitor.SignInAsync("officer@igsendmail.example", "four calm paper boats");

            Assert.Equal(PrivacyRoutes.Officer, (await visitor.SubmitAsync(asked, "#sign-in-code", new Dictionary<string, string> { ["Code"] = code })).Path);
            visitor = demonstration.Visitor();
            page = await visitor.GetAsync(SiteRoutes.SignIn);
        }
    }

    private Task<(int Code, string Output, string Errors)> ForgetAppAsync(string address) => SiteProcess.RunAsync(
        ["officer", "forget-app", address],
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("Data:Folder", _site.DataFolder),
        ("Vault:Folder", Path.Combine(_site.Folder, "vault")),
        ("Site:PublicUrl", "http://localhost"),
        ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
}
