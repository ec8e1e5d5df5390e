using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Who gets a package, how long, and who does not.</summary>
public sealed class PackageDownloadTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task An_unconfirmed_request_makes_no_package()
    {
        await _site.AskAsync("guest@example.com");

        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.AwaitingConfirmation, (await _site.NewestRequestAsync()).State);
        Assert.False(Directory.Exists(Path.Combine(_site.DataFolder, "exports")));
    }

    [Fact]
    public async Task Another_customer_cannot_download_it()
    {
        await _site.RegisterAsync("ada@example.com");
        await _site.RegisterAsync("eve@example.com");
        var reference = await RequestSteps.AskForPackageAsync(await _site.SignedInAsync("ada@example.com"), "Access");
        await _site.RunRequestsAsync();
        var eve = await _site.SignedInAsync("eve@example.com");

        Assert.Equal($"/privacy/requests/{reference}/link", (await eve.GetAsync($"/privacy/requests/{reference}/download")).Path);
        Assert.Contains("for the person who asked", (await eve.GetAsync($"/privacy/requests/{reference}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_weeks_the_package_is_gone_and_the_page_says_so()
    {
        await _site.RegisterAsync("ada@example.com");
        var reference = await RequestSteps.AskForPackageAsync(await _site.SignedInAsync("ada@example.com"), "Access");
        await _site.RunRequestsAsync();

        _site.Time.Advance(TimeSpan.FromDays(14));

        var visitor = await _site.SignedInAsync("ada@example.com");
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/privacy/requests/{reference}/download")).Status);
        Assert.Contains("was here for 14 days", (await visitor.GetAsync($"/privacy/requests/{reference}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_hands_out_nothing()
    {
        await _site.RegisterAsync("ada@example.com");
        var visitor = await _site.SignedInAsync("ada@example.com");

        var page = await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.AccountData), "#ask-form",
            new Dictionary<string, string> { ["Password"] = "not the password" }, "button[value=Access]");
        var empty = await visitor.SubmitAsync(await visitor.GetAsync(PrivacyRoutes.AccountData), "#ask-form", null, "button[value=Access]");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("not your password", page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, empty.Status);
        Assert.Empty(await _site.LettersAsync<RequestReceivedLetter>());
    }

    [Fact]
    public async Task Anonymous_visitors_are_sent_to_sign_in()
    {
        var page = await _site.Visitor().GetAsync(PrivacyRoutes.AccountData);

        Assert.StartsWith("/account/sign-in", page.Path, StringComparison.Ordinal);
    }
}
