using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Limits;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>Somebody has the password and tries to find the code beside it.</summary>
public sealed class GuessedCodeTests : IAsyncDisposable
{
    private const string Address = "ada@example.com", Guesser = "192.0.2.10", SameNetwork = "192.0.2.200", Elsewhere = "198.51.100.4";
    private readonly TestSite _site = new TestSite().WithNetworks();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Wrong_codes_slow_the_network_they_come_from_and_the_owner_signs_in_elsewhere_and_is_told_once()
    {
        await _site.WithTwoStepAsync(Address);
        await GuessAsync(Guesser, 4);
        Assert.Empty(await _site.LettersAsync<CodesGuessedLetter>());
        await GuessAsync(Guesser, 2);

        var paused = await EnterAsync(_site.From(SameNetwork), await _site.CodeAsync(Address));
        Assert.Contains("Wait 15 minutes", paused.TextOf("#Code-error"), StringComparison.Ordinal);
        Assert.Equal("/account", (await EnterAsync(_site.From(Elsewhere), await _site.CodeAsync(Address))).Path);

        _site.Time.Advance(Guesses.Rest + TimeSpan.FromSeconds(1));
        await GuessAsync(Guesser, 6);
        Assert.Equal(Address, Assert.Single(await _site.LettersAsync<CodesGuessedLetter>()).ToAddress);
        _site.Time.Advance(TimeSpan.FromDays(1));
        await GuessAsync(Guesser, 6);
        Assert.Equal(2, (await _site.LettersAsync<CodesGuessedLetter>()).Count);
    }

    [Fact]
    public async Task Very_many_from_many_networks_pause_the_app_for_everybody_for_an_hour_and_recovery_codes_go_on()
    {
        var (_, codes) = await _site.WithTwoStepAsync(Address);
        for (var network = 0; network < SecondFactors.MostWrongCodes / 4; network++)
        {
            await GuessAsync($"192.0.{network}.1", 4);
        }

        var owner = _site.From(Elsewhere);
        Assert.Contains("an hour", (await EnterAsync(owner, await _site.CodeAsync(Address))).TextOf("#Code-error"), StringComparison.Ordinal);
        Assert.Equal("/account", (await EnterAsync(owner, codes[5])).Path);
    }

    [Fact]
    public async Task The_pause_for_everybody_ends_after_an_hour()
    {
        await _site.WithTwoStepAsync(Address);
        for (var network = 0; network < SecondFactors.MostWrongCodes / 4; network++)
        {
            await GuessAsync($"192.0.{network}.1", 4);
        }

        _site.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.BadRequest, (await EnterAsync(_site.From(Elsewhere), await _site.CodeAsync(Address))).Status);
        _site.Time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal("/account", (await EnterAsync(_site.From(Elsewhere), await _site.CodeAsync(Address))).Path);
    }

    [Fact]
    public async Task Thirty_two_guesses_at_once_are_five_and_the_right_one_among_the_rest_gets_nobody_in()
    {
        await _site.WithTwoStepAsync(Address);
        var guesser = _site.From(Guesser);
        var page = await guesser.SignInAsync(Address);

        var pages = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => guesser.SubmitAsync(page, "#sign-in-code", Code("000000"))));

        Assert.All(pages, p => Assert.Equal(HttpStatusCode.BadRequest, p.Status));
        Assert.InRange((await _site.InDatabaseAsync(db => db.SecondFactors().AsNoTracking().SingleAsync())).WrongCodes, 1, Guesses.Most);
        Assert.Equal(HttpStatusCode.BadRequest, (await guesser.SubmitAsync(page, "#sign-in-code", Code(await _site.CodeAsync(Address)))).Status);
    }

    [Fact]
    public async Task A_form_that_is_pressed_eight_times_signs_in_once_and_uses_up_no_attempts()
    {
        await _site.WithTwoStepAsync(Address);
        var person = _site.From(Elsewhere);
        var (page, code) = (await person.SignInAsync(Address), await _site.CodeAsync(Address));

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.SubmitAsync(page, "#sign-in-code", Code(code))));

        Assert.Single(pages, p => p.Path == "/account");
        Assert.Equal(0, (await _site.InDatabaseAsync(db => db.SecondFactors().AsNoTracking().SingleAsync())).WrongCodes);
        Assert.Equal("/account", (await EnterAsync(_site.From(Elsewhere), await _site.CodeAsync(Address))).Path);
    }

    [Fact]
    public async Task One_recovery_code_that_is_sent_sixteen_times_at_once_gets_one_in()
    {
        var (_, codes) = await _site.WithTwoStepAsync(Address);
        var visitors = Enumerable.Range(0, 16).Select(_ => _site.From(Elsewhere)).ToList();
        var pages = new List<Page>();
        foreach (var visitor in visitors)
        {
            pages.Add(await visitor.SignInAsync(Address));
        }

        var answers = await Task.WhenAll(visitors.Zip(pages, (visitor, page) => visitor.SubmitAsync(page, "#sign-in-code", Code(codes[7]))));

        Assert.Single(answers, a => a.Path == "/account");
        Assert.All(answers.Where(a => a.Path != "/account"), a => Assert.Equal(HttpStatusCode.BadRequest, a.Status));
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.Sessions().CountAsync()));
        Assert.Equal("/account", (await EnterAsync(_site.From(Elsewhere), codes[8])).Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("CfDJ8NothingThatWeMade")]
    public async Task Nobody_reaches_the_second_step_without_the_first(string? carried)
    {
        await _site.WithTwoStepAsync(Address);
        await _site.WithTwoStepAsync("eve@example.com");
        var eve = _site.From(Guesser);
        var page = await eve.SignInAsync("eve@example.com");
        var form = page.Document.QuerySelector("#sign-in-code input[name=Carried]")!;
        if (carried is null)
        {
            form.Remove();
        }
        else
        {
            form.SetAttribute("value", carried);
        }

        var after = await eve.SubmitAsync(page, "#sign-in-code", Code(await _site.CodeAsync(Address)));

        Assert.Equal(SiteRoutes.SignIn, after.Path);
        Assert.StartsWith(SiteRoutes.SignIn, (await eve.GetAsync("/account")).Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_password_of_ones_own_is_no_first_step_for_somebody_else()
    {
        await _site.WithTwoStepAsync(Address);
        await _site.WithTwoStepAsync("eve@example.com");
        var eve = _site.From(Guesser);

        var after = await eve.SubmitAsync(await eve.SignInAsync("eve@example.com"), "#sign-in-code", Code(await _site.CodeAsync(Address)));

        Assert.Equal(HttpStatusCode.BadRequest, after.Status);
    }

    private async Task GuessAsync(string from, int times)
    {
        var guesser = _site.From(from);
        var page = await guesser.SignInAsync(Address);
        for (var i = 0; i < times; i++)
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await guesser.SubmitAsync(page, "#sign-in-code", Code("000000"))).Status);
        }
    }

    private static async Task<Page> EnterAsync(PageVisitor visitor, string code) =>
        await visitor.SubmitAsync(await visitor.SignInAsync(Address), "#sign-in-code", Code(code));

    private static Dictionary<string, string> Code(string code) => new(StringComparer.Ordinal) { ["Code"] = code };
}
