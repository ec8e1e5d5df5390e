using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Accounts;

public sealed class OfficerTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task An_officer_signs_in_on_the_same_page_and_lands_on_the_queue()
    {
        Assert.Empty(await AddAsync("officer@example.org", "seven quiet rivers at dawn"));
        var visitor = _site.Visitor();

        var page = await _site.EnterCodeAsync(
            visitor, await visitor.SignInAsync("officer@example.org", "seven quiet rivers at dawn"), "officer@example.org", "seven quiet rivers at dawn");

        Assert.Equal("/officer", page.Path);
        Assert.NotEqual(HttpStatusCode.Forbidden, page.Status);
        Assert.Equal("/officer", (await visitor.GetAsync("/account")).Path);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.GetAsync("/account/cancel")).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/account/password")).Status);
    }

    [Fact]
    public async Task An_officer_is_sealed_under_their_own_key()
    {
        await AddAsync("officer@example.org", "seven quiet rivers at dawn");

        var officer = await _site.InDatabaseAsync(db => db.Users().SingleAsync());

        Assert.Null(officer.AccountId);
        Assert.Equal(PersonKeys.Officer.Of(officer.Id), officer.Place.Owner);
        var content = await _site.InScopeAsync(async s =>
            await s.GetRequiredService<Sealer>().OpenAsync<UserContent>(officer, officer.Content, default));
        Assert.Equal(new UserContent("Privacy officer", "officer@example.org"), content);
    }

    [Fact]
    public async Task A_customers_address_cannot_become_an_officer()
    {
        await _site.Visitor().RegisterAsync();

        var problems = await AddAsync("ADA@example.org", "seven quiet rivers at dawn");

        Assert.Contains("signs in with this address already", Assert.Single(problems), StringComparison.Ordinal);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    [Fact]
    public async Task A_short_password_makes_no_officer()
    {
        Assert.NotEmpty(await AddAsync("officer@example.org", "short"));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.Users().CountAsync()));
    }

    private Task<IReadOnlyList<string>> AddAsync(string address, string password) => _site.InScopeAsync(services =>
        services.GetRequiredService<Officers>().AddAsync("Privacy officer", EmailAddress.Of(address), password, default));
}
