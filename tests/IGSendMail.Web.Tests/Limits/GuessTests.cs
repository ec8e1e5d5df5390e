using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>Guessing slows whoever guesses. The owner signs in from elsewhere, is told, and is held up nowhere.</summary>
public sealed class GuessTests : IAsyncDisposable
{
    private const string Address = "ada@example.org";
    private const string Guesser = "192.0.2.10", SameNetwork = "192.0.2.200", Elsewhere = "198.51.100.4";
    private readonly TestSite _site = new TestSite().WithNetworks();
    private readonly TestSite _replica = new TestSite().WithNetworks();

    public async ValueTask DisposeAsync()
    {
        await _replica.DisposeAsync();
        await _site.DisposeAsync();
    }

    [Fact]
    public async Task After_five_wrong_passwords_their_network_waits_and_the_owner_signs_in_elsewhere()
    {
        await _site.RegisterAsync(Address);
        await GuessAsync(5);

        Assert.Equal(HttpStatusCode.BadRequest, (await _site.From(SameNetwork).SignInAsync(Address)).Status);
        Assert.Equal(SiteRoutes.Account, (await _site.From(Elsewhere).SignInAsync(Address)).Path);

        _site.Time.Advance(Guesses.Rest + TimeSpan.FromSeconds(1));
        Assert.Equal(SiteRoutes.Account, (await _site.From(Guesser).SignInAsync(Address)).Path);
    }

    [Fact]
    public async Task A_customer_who_is_signed_in_can_cancel_whatever_strangers_in_the_same_network_do()
    {
        await _site.RegisterAsync(Address);
        var owner = (await _site.SignedInAsync(Address)).From(SameNetwork);
        await GuessAsync(20);

        Assert.Equal(HttpStatusCode.OK, (await owner.CancelAsync()).Status);
        Assert.NotNull((await owner.GetAsync(SiteRoutes.Account)).Document.QuerySelector("time"));
    }

    [Fact]
    public async Task An_officer_is_kept_out_by_nobody()
    {
        await _site.AddOfficerAsync("olga@example.org");
        for (var i = 0; i < 8; i++)
        {
            await _site.From(Guesser).SignInAsync("olga@example.org", "a wrong password");
        }

        var officer = _site.From(Elsewhere);
        var page = await _site.EnterCodeAsync(officer, await officer.SignInAsync("olga@example.org"), "olga@example.org", RequestSteps.Password);
        Assert.StartsWith("/officer", page.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_is_told_once_a_day_and_not_by_the_first_mistake()
    {
        await _site.RegisterAsync(Address);
        await GuessAsync(4);
        Assert.Empty(await _site.LettersAsync<PasswordsGuessedLetter>());

        await GuessAsync(4);
        _site.Time.Advance(TimeSpan.FromHours(2));
        await GuessAsync(6);
        var letter = Assert.Single(await _site.LettersAsync<PasswordsGuessedLetter>());
        Assert.Equal(Address, letter.ToAddress);

        _site.Time.Advance(TimeSpan.FromHours(23));
        await GuessAsync(6);
        Assert.Equal(2, (await _site.LettersAsync<PasswordsGuessedLetter>()).Count);
    }

    [Fact]
    public async Task Nobody_is_told_at_a_mailbox_that_was_never_shown()
    {
        await _site.SquatAsync(Address);

        await GuessAsync(6);

        Assert.Empty(await _site.LettersAsync<PasswordsGuessedLetter>());
    }

    [Fact]
    public async Task Thirty_two_guesses_at_once_on_two_replicas_are_five_and_the_right_one_among_the_rest_gets_nobody_in()
    {
        await _site.RegisterAsync(Address);
        _replica.With("Data:Folder", _site.DataFolder).With("Vault:Folder", Path.Combine(_site.Folder, "vault"));
        var places = Enumerable.Range(0, 32).Select(i => i % 2 == 0 ? _site : _replica).ToList();

        var pages = await Task.WhenAll(places.Select(site => site.From(Guesser).SignInAsync(Address, "a wrong password")));

        Assert.All(pages, page => Assert.Equal(HttpStatusCode.BadRequest, page.Status));
        Assert.Equal(Guesses.Most, (await _site.InDatabaseAsync(db => db.Set<Tally>().AsNoTracking().SingleAsync(t => t.UserId != null))).Count);
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.From(Guesser).SignInAsync(Address)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await _replica.From(Guesser).SignInAsync(Address)).Status);
        Assert.Equal(SiteRoutes.Account, (await _replica.From(Elsewhere).SignInAsync(Address)).Path);
    }

    [Fact]
    public async Task Nothing_that_is_stored_names_the_network_or_the_address()
    {
        await _site.SquatAsync("bob@example.org");
        await GuessAsync(1);

        var rows = await _site.InDatabaseAsync(db => db.Set<Tally>().AsNoTracking().ToListAsync());

        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal((Guid?)null, row.UserId));
        Assert.DoesNotContain(rows, row => row.Id.ToString().Contains("c00002", StringComparison.OrdinalIgnoreCase));
    }

    private async Task GuessAsync(int times)
    {
        for (var i = 0; i < times; i++)
        {
            await _site.From(Guesser).SignInAsync(Address, "a wrong password");
        }
    }
}
