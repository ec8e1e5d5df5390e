using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;

namespace IGSendMail.Web.Tests.Accounts;

/// <summary>Where a password is chosen, one that is easily guessed is refused with the remedy.</summary>
public sealed class JudgedPasswordTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("passwordpassword", "easy to guess")]
    [InlineData("ada@example.org!", "little more than your own name or address")]
    [InlineData("planted-company & sons", "little more than your own name or address")]
    [InlineData("igsendmail-2026", "little more than your own name or address")]
    public async Task Nobody_opens_an_account_with_one(string password, string problem)
    {
        var asked = Customer.Registration();
        asked["Password"] = password;

        var page = await _site.Visitor().RegisterAsync(asked);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains(problem, page.TextOf("#Password-error"), StringComparison.Ordinal);
        Assert.Contains("Put three or four", page.TextOf("#Password-error"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_changes_to_one_and_a_long_pasted_one_is_taken()
    {
        var visitor = _site.Visitor();
        await visitor.RegisterAsync();
        var pasted = string.Concat(Enumerable.Range(0, 40).Select(i => $"{i}~ünï")) + " end";

        var refused = await ChangeAsync(visitor, "ada example ada");
        var taken = await ChangeAsync(visitor, pasted);

        Assert.Contains("little more than your own name or address", refused.TextOf("#New-error"), StringComparison.Ordinal);
        Assert.Equal(SiteRoutes.Account, taken.Path);
        Assert.Equal(SiteRoutes.Account, (await _site.Visitor().SignInAsync(password: pasted)).Path);
    }

    private static async Task<Page> ChangeAsync(PageVisitor visitor, string password) => await visitor.SubmitAsync(
        await visitor.GetAsync(SiteRoutes.Password), "main form", new Dictionary<string, string> { ["Current"] = Customer.Password, ["New"] = password });
}
