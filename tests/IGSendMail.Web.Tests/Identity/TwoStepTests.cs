using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>A code beside the password, for customers who want it.</summary>
public sealed class TwoStepTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_customer_sets_it_up_and_is_asked_for_a_code_from_then_on()
    {
        var (ada, codes) = await SetUpAsync();
        Assert.Equal(RecoveryCode.Count, codes.Count);
        Assert.Equal("/account", (await ada.GetAsync("/account")).Path);
        var letter = Assert.Single(await _site.LettersAsync<SecondFactorLetter>());
        Assert.Equal((Address, true), (letter.ToAddress, letter.IsOn));

        var visitor = _site.Visitor();
        var asked = await visitor.SignInAsync(Address);
        Assert.NotNull(asked.Document.QuerySelector("#sign-in-code"));
        Assert.Contains("no-store", asked.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.StartsWith(SiteRoutes.SignIn, (await visitor.GetAsync("/account")).Path, StringComparison.Ordinal);

        var after = await visitor.SubmitAsync(asked, "#sign-in-code", Code(await _site.CodeAsync(Address)));
        Assert.Equal("/account", after.Path);
    }

    [Fact]
    public async Task The_picture_carries_the_same_secret_as_the_groups_and_nothing_is_kept_until_a_code_came()
    {
        await _site.RegisterAsync(Address);
        var ada = await _site.SignedInAsync(Address);

        var page = await ada.GetAsync(SiteRoutes.TwoStepSetUp);

        var link = page.Document.QuerySelector("main a[href^='otpauth:']")!.GetAttribute("href")!;
        Assert.Contains("secret=" + page.TextOf("#secret")!.Replace(" ", "", StringComparison.Ordinal), link, StringComparison.Ordinal);
        Assert.Contains(Uri.EscapeDataString(Address), link, StringComparison.Ordinal);
        Assert.StartsWith("M", page.Document.QuerySelector("#qr path")!.GetAttribute("d"), StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("main script, main [style]"));
        Assert.NotEqual(page.TextOf("#secret"), (await ada.GetAsync(SiteRoutes.TwoStepSetUp)).TextOf("#secret"));
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.SecondFactors().CountAsync()));
    }

    [Theory]
    [InlineData("", "123456", "Password", "Write your password.")]
    [InlineData("a wrong password", "123456", "Password", "That is not your password")]
    [InlineData(RequestSteps.Password, "", "Code", "Write the code")]
    [InlineData(RequestSteps.Password, "000000", "Code", "This code is wrong")]
    public async Task A_wrong_field_is_named_with_its_remedy_and_the_same_secret_stays(string password, string code, string field, string remedy)
    {
        await _site.RegisterAsync(Address);
        var ada = await _site.SignedInAsync(Address);
        var page = await ada.GetAsync(SiteRoutes.TwoStepSetUp);

        var again = await ada.SubmitAsync(page, "#two-step-set-up", new Dictionary<string, string> { ["Password"] = password, ["Code"] = code });

        Assert.Equal(HttpStatusCode.BadRequest, again.Status);
        Assert.Contains(remedy, again.TextOf($"#{field}-error"), StringComparison.Ordinal);
        Assert.Equal(page.TextOf("#secret"), again.TextOf("#secret"));
        Assert.Equal("/account", (await _site.Visitor().SignInAsync(Address)).Path);
    }

    [Fact]
    public async Task Nobody_sets_it_up_with_the_secret_of_another_person()
    {
        await _site.RegisterAsync(Address);
        await _site.RegisterAsync("eve@example.com");
        var theirs = await (await _site.SignedInAsync("eve@example.com")).GetAsync(SiteRoutes.TwoStepSetUp);
        var ada = await _site.SignedInAsync(Address);
        var page = await ada.GetAsync(SiteRoutes.TwoStepSetUp);
        page.Document.QuerySelector("input[name=Carried]")!.SetAttribute("value", theirs.Document.QuerySelector("input[name=Carried]")!.GetAttribute("value")!);

        var after = await ada.SubmitAsync(page, "#two-step-set-up", SetUp(_site.FirstCode(theirs.TextOf("#secret")!)));

        Assert.Contains("Nothing was changed", after.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.SecondFactors().CountAsync()));
    }

    [Fact]
    public async Task A_code_works_once_also_where_sixteen_send_it_at_the_same_moment()
    {
        await SetUpAsync();
        var code = await _site.CodeAsync(Address);
        var visitors = Enumerable.Range(0, 16).Select(_ => _site.Visitor()).ToList();
        var pages = new List<Page>();
        foreach (var visitor in visitors)
        {
            pages.Add(await visitor.SignInAsync(Address));
        }

        var answers = await Task.WhenAll(visitors.Zip(pages, (visitor, page) => visitor.SubmitAsync(page, "#sign-in-code", Code(code))));

        Assert.Single(answers, a => a.Path == "/account");
        Assert.All(answers.Where(a => a.Path != "/account"), a => Assert.Equal(HttpStatusCode.BadRequest, a.Status));
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.Sessions().CountAsync()));
    }

    [Fact]
    public async Task Five_wrong_codes_make_a_pause_in_which_recovery_codes_still_work_once_each()
    {
        var (_, codes) = await SetUpAsync();
        var visitor = _site.Visitor();
        var page = await visitor.SignInAsync(Address);
        for (var i = 0; i < Guesses.Most; i++)
        {
            page = await visitor.SubmitAsync(page, "#sign-in-code", Code("000000"));
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        }

        var paused = await visitor.SubmitAsync(page, "#sign-in-code", Code(await _site.CodeAsync(Address)));
        Assert.Contains("Wait 15 minutes", paused.TextOf("#Code-error"), StringComparison.Ordinal);
        Assert.Equal("/account", (await visitor.SubmitAsync(paused, "#sign-in-code", Code(codes[3].ToLowerInvariant()))).Path);

        var elsewhere = _site.Visitor();
        var refused = await elsewhere.SubmitAsync(await elsewhere.SignInAsync(Address), "#sign-in-code", Code(codes[3]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("9 of 10", (await visitor.GetAsync(SiteRoutes.TwoStep)).TextOf("#two-step-state"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_pause_a_code_works_again()
    {
        await SetUpAsync();
        var visitor = _site.Visitor();
        var page = await visitor.SignInAsync(Address);
        for (var i = 0; i < Guesses.Most; i++)
        {
            page = await visitor.SubmitAsync(page, "#sign-in-code", Code("000000"));
        }

        _site.Time.Advance(Guesses.Rest + TimeSpan.FromSeconds(1));
        var again = _site.Visitor();

        Assert.Equal("/account", (await again.SubmitAsync(await again.SignInAsync(Address), "#sign-in-code", Code(await _site.CodeAsync(Address)))).Path);
    }

    [Fact]
    public async Task A_password_that_was_given_is_good_for_a_quarter_of_an_hour_and_until_it_is_changed()
    {
        var (ada, _) = await SetUpAsync();
        var late = _site.Visitor();
        var first = await late.SignInAsync(Address);
        _site.Time.Advance(TimeSpan.FromMinutes(16));
        Assert.Equal(SiteRoutes.SignIn, (await late.SubmitAsync(first, "#sign-in-code", Code(await _site.CodeAsync(Address)))).Path);

        var former = await late.SignInAsync(Address);
        await ada.SubmitAsync(
            await ada.GetAsync(SiteRoutes.Password), "#password",
            new Dictionary<string, string> { ["Current"] = RequestSteps.Password, ["New"] = "quite another paper boat" });

        Assert.Equal(HttpStatusCode.BadRequest, (await late.SubmitAsync(former, "#sign-in-code", Code(await _site.CodeAsync(Address)))).Status);
        Assert.Equal(SiteRoutes.SignIn, (await _site.Visitor().GetAsync(SiteRoutes.SignInCode)).Path);
    }

    [Theory]
    [InlineData("a wrong password", true)]
    [InlineData(RequestSteps.Password, false)]
    public async Task Turning_it_off_needs_the_password_and_a_code(string password, bool isRightCode)
    {
        var (ada, _) = await SetUpAsync();

        var page = await TurnOffAsync(ada, password, isRightCode ? await _site.CodeAsync(Address) : "000000");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.NotNull((await _site.Visitor().SignInAsync(Address)).Document.QuerySelector("#sign-in-code"));
    }

    [Fact]
    public async Task Turned_off_the_password_is_enough_and_every_other_browser_is_signed_out()
    {
        var (ada, codes) = await SetUpAsync();
        var elsewhere = await _site.SignedInAsync(Address);

        var page = await TurnOffAsync(ada, RequestSteps.Password, codes[0]);

        Assert.Contains("Two-step sign-in is off.", page.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Equal("/account", (await _site.Visitor().SignInAsync(Address)).Path);
        Assert.StartsWith(SiteRoutes.SignIn, (await elsewhere.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await ada.GetAsync("/account")).Path);
    }

    [Fact]
    public async Task Fresh_recovery_codes_end_the_earlier_ones()
    {
        var (ada, codes) = await SetUpAsync();

        var page = await ada.SubmitAsync(await ada.GetAsync(SiteRoutes.TwoStep), "#two-step", SetUp(await _site.CodeAsync(Address)));

        var fresh = page.Document.QuerySelectorAll("#recovery-codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(RecoveryCode.Count, fresh.Count);
        Assert.Empty(fresh.Intersect(codes, StringComparer.Ordinal));
        var visitor = _site.Visitor();
        var refused = await visitor.SubmitAsync(await visitor.SignInAsync(Address), "#sign-in-code", Code(codes[0]));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("/account", (await visitor.SubmitAsync(refused, "#sign-in-code", Code(fresh[0]))).Path);
    }

    [Fact]
    public async Task A_new_password_by_way_of_the_mailbox_leaves_it_on()
    {
        var (_, codes) = await SetUpAsync();
        var person = _site.Visitor();
        var letter = (await _site.AskForPasswordAsync(person, Address))!;

        await person.SubmitAsync(
            await person.GetAsync(ForgottenPasswordTests.LinkOf(letter)), "#new-password", new Dictionary<string, string> { ["New"] = "quite another paper boat" });

        var asked = await person.SignInAsync(Address, "quite another paper boat");
        Assert.NotNull(asked.Document.QuerySelector("#sign-in-code"));
        Assert.StartsWith(SiteRoutes.SignIn, (await person.GetAsync("/account")).Path, StringComparison.Ordinal);
        Assert.Equal("/account", (await person.SubmitAsync(asked, "#sign-in-code", Code(codes[0]))).Path);
    }

    private Task<(PageVisitor Visitor, IReadOnlyList<string> Codes)> SetUpAsync() => _site.WithTwoStepAsync(Address);

    internal static async Task<Page> TurnOffAsync(PageVisitor visitor, string password, string code) => await visitor.SubmitAsync(
        await visitor.GetAsync(SiteRoutes.TwoStep), "#two-step",
        new Dictionary<string, string> { ["Password"] = password, ["Code"] = code }, $"button[formaction='{SiteRoutes.TwoStepOff}']");

    private static Dictionary<string, string> SetUp(string code) => new(StringComparer.Ordinal) { ["Password"] = RequestSteps.Password, ["Code"] = code };

    private static Dictionary<string, string> Code(string code) => new(StringComparer.Ordinal) { ["Code"] = code };
}
