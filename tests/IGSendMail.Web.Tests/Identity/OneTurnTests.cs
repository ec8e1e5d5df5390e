using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>Links leave once however many presses and replicas there are, and one wish that cannot be answered holds up no other.</summary>
public sealed class OneTurnTests : IAsyncDisposable
{
    private const string Address = "ada@example.org";
    private readonly TestSite _site = new();
    private readonly TestSite _replica = new();

    public async ValueTask DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task Sixteen_presses_at_once_on_two_replicas_send_one_further_link()
    {
        var here = await _site.SquatAsync(Address);
        _replica.With("Data:Folder", _site.DataFolder).With("Vault:Folder", Path.Combine(_site.Folder, "vault"));
        var there = await _replica.SignedInAsync(Address);
        foreach (var clock in new[] { _site.Time, _replica.Time })
        {
            clock.Advance(TimeSpan.FromHours(1));
        }

        var before = await LinksAsync();
        var (pageHere, pageThere) = (await here.GetAsync(SiteRoutes.Account), await there.GetAsync(SiteRoutes.Account));

        var pages = await Task.WhenAll(Enumerable.Range(0, 16).Select(i =>
            i % 2 == 0 ? here.SubmitAsync(pageHere, "#send-address-link") : there.SubmitAsync(pageThere, "#send-address-link")));

        Assert.All(pages, page => Assert.Equal(SiteRoutes.Account, page.Path));
        Assert.Equal(before + 1, await LinksAsync());
        _site.Time.Advance(TimeSpan.FromMinutes(6));
        await here.SubmitAsync(pageHere, "#send-address-link");
        Assert.Equal(before + 2, await LinksAsync());
    }

    [Fact]
    public async Task A_wish_for_a_password_that_cannot_be_looked_at_holds_up_nobody_elses()
    {
        await _site.RegisterAsync("broken@example.org");
        await _site.RegisterAsync(Address);
        var broken = await _site.HashAsync("broken@example.org");
        await _site.InDatabaseAsync(db => db.Users().Where(u => u.AddressHash == broken)
            .ExecuteUpdateAsync(set => set.SetProperty(u => u.Content, new Sealed([1, 2, 3]))));
        await ForgetAsync("broken@example.org");
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await ForgetAsync(Address);

        await LookAsync();

        Assert.Equal(Address, Assert.Single(await _site.LettersAsync<NewPasswordLetter>()).ToAddress);
        Assert.Equal(broken, (await _site.InDatabaseAsync(db => db.PasswordAsks().AsNoTracking().SingleAsync())).AddressHash);
    }

    private Task<int> LinksAsync() => _site.InDatabaseAsync(db => db.UserLinks().CountAsync());

    private async Task ForgetAsync(string address)
    {
        var visitor = _site.Visitor();
        await visitor.SubmitAsync(await visitor.GetAsync(SiteRoutes.ForgottenPassword), "main form", new Dictionary<string, string> { ["Email"] = address });
    }

    private Task LookAsync() => _site.Services.GetServices<IRepeatedWork>().OfType<PasswordAskWork>().Single().RunAsync(CancellationToken.None);
}
