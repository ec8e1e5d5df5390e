using System.Net;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Restore;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>Whoever opted out comes back by their own word alone.</summary>
public sealed class MailAgainTests : IAsyncDisposable
{
    private const string Owner = "owner@example.com", Guest = "guest@example.com";

    private readonly Past _past = new();

    private TestSite Site => _past.Site;

    public ValueTask DisposeAsync() => _past.DisposeAsync();

    [Theory]
    [InlineData("en", "Yes, I want their e-mails again")]
    [InlineData("de", "Ja, ich möchte wieder E-Mails von dort")]
    [InlineData("fr", "Oui, je veux à nouveau ses e-mails")]
    [InlineData("es", "Sí, quiero de nuevo sus correos electrónicos")]
    public async Task The_person_says_yes_with_the_link_and_is_on_the_list_for_that_reason(string language, string yes)
    {
        var owner = await OptedOutAsync();
        var asked = await AskAsync(owner);
        Assert.Contains("wait for the person", asked.TextOf("#confirmation"), StringComparison.Ordinal);
        var person = Site.Visitor();
        var page = await person.GetAsync(await LinkAsync(language));
        Assert.Contains("Example Ltd", page.TextOf(".lead"), StringComparison.Ordinal);
        Assert.Equal(yes, page.TextOf("#mail-again button"));
        Assert.Equal(1, await SuppressedAsync(Site));

        var done = await person.SubmitAsync(page, "#mail-again");

        Assert.NotNull(done.Document.QuerySelector("#done"));
        Assert.Equal(0, await SuppressedAsync(Site));
        Assert.Equal(1, await Site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == AudienceActs.SuppressionLifted.Name)));
        Assert.Equal([Guest, "other@example.com"], await owner.AddressesAsync());
        var found = await owner.SubmitAsync(await owner.GetAsync("/lists/search"), "#search", new Dictionary<string, string> { ["Email"] = Guest });
        var why = (await owner.GetAsync(found.Document.QuerySelector("#found a")!.GetAttribute("href")!)).TextOf("#why");
        Assert.Matches(@"confirmed by e-mail on \d{1,2} [A-Z][a-z]+ \d{4} that they want", why);

        // The link worked once.
        Assert.Equal(HttpStatusCode.BadRequest, (await person.GetAsync(page.Path)).Status);
    }

    [Fact]
    public async Task Until_the_person_says_yes_nothing_changes_and_the_customer_sees_that_they_wait()
    {
        var owner = await OptedOutAsync();
        await AskAsync(owner);
        await Site.Visitor().GetAsync(await LinkAsync("en"));

        Assert.Equal(["other@example.com"], await owner.AddressesAsync());
        var found = await owner.SubmitAsync(await owner.GetAsync("/lists/search"), "#search", new Dictionary<string, string> { ["Email"] = Guest });
        Assert.Contains("We asked them for you on", found.TextOf("#found"), StringComparison.Ordinal);
        Site.Time.Advance(TimeSpan.FromDays(14));
        var gone = await Site.Visitor().GetAsync(await LinkAsync("en"));
        Assert.Equal(HttpStatusCode.BadRequest, gone.Status);
        Assert.Contains("Nothing has changed", gone.Text, StringComparison.Ordinal);
        Site.Time.Advance(TimeSpan.FromDays(1));
        await Site.RunRetentionAsync();
        Assert.Equal(0, await Site.InDatabaseAsync(db => db.MailAgainAskings().CountAsync()));
    }

    [Fact]
    public async Task Nobody_is_asked_twice_in_half_a_year_however_often_it_is_pressed()
    {
        var owner = await OptedOutAsync();
        var page = await OfferedAsync(owner);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => owner.SubmitAsync(page, "#ask-form")));
        Assert.Single(await Site.LettersAsync<MailAgainLetter>());

        var again = await AskAsync(owner);

        Assert.Contains("within the last half year", again.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Single(await Site.LettersAsync<MailAgainLetter>());
    }

    [Fact]
    public async Task The_email_holds_nothing_that_the_customer_typed_but_a_plain_company_name()
    {
        var owner = await OptedOutAsync();
        await AskAsync(owner);
        var letter = Assert.Single(await Site.LettersAsync<MailAgainLetter>());
        var templates = Site.Services.GetRequiredService<LetterTemplates>();

        var (plain, abused) = (templates.Render(letter).Text, templates.Render(letter with { Company = "Win now: www.evil.example/x" }).Text);

        Assert.All(["Example Ltd", "?token=", "lang=de", "lang=fr", "lang=es"], w => Assert.Contains(w, plain, StringComparison.Ordinal));
        Assert.DoesNotContain("They asked me to.", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", abused, StringComparison.Ordinal);
        Assert.Contains("A customer of ours", abused, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?token=")]
    [InlineData("?token=AAAA")]
    [InlineData("?token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_link_that_is_none_changes_nothing(string query)
    {
        var page = await Site.Visitor().GetAsync("/e-mails-again" + query);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("does not work any more", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_of_lists_that_are_being_deleted_says_that_it_does_not_work()
    {
        var owner = await OptedOutAsync();
        await AskAsync(owner);
        var person = Site.Visitor();
        var page = await person.GetAsync(await LinkAsync("en"));
        var account = await Site.AccountAsync();
        await Site.InScopeAsync(services => services.GetRequiredService<Vault>().DestroyKeyAsync(AudienceKeys.Audience.Of(account), CancellationToken.None));

        var answer = await person.SubmitAsync(page, "#mail-again");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("does not work any more", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_person_said_after_the_backup_holds_after_a_restore()
    {
        var owner = await OptedOutAsync();
        _past.Backup();
        await AskAsync(owner);
        var person = Site.Visitor();
        await person.SubmitAsync(await person.GetAsync(await LinkAsync("en")), "#mail-again");
        await using var site = _past.Restored("Manual");

        await site.Visitor().GetAsync("/privacy");

        Assert.Equal(0, await SuppressedAsync(site));
    }

    /// <summary>A customer with a list, from which a person opted out.</summary>
    private async Task<PageVisitor> OptedOutAsync()
    {
        await Site.RegisterAsync(Owner);
        var owner = await Site.SignedInAsync(Owner);
        await ListSite.NewListAsync(owner, System.Text.Encoding.UTF8.GetBytes($"email\n{Guest}\nother@example.com\n"));
        await owner.SubmitAsync(await owner.GetAsync("/lists/opted-out"), "form#opt-out", new Dictionary<string, string> { ["Email"] = Guest });
        return owner;
    }

    /// <summary>The customer enters the person all the same.</summary>
    private static async Task<Page> OfferedAsync(PageVisitor owner)
    {
        var list = (await owner.GetAsync("/lists")).Document.QuerySelector("th a[href^='/lists/']")!.GetAttribute("href")!;
        return await owner.SubmitAsync(await owner.GetAsync(list + "/people/new"), "form#new-person", new Dictionary<string, string>
        {
            ["Email"] = Guest,
            ["Basis"] = nameof(DeclaredBasis.Consent),
            ["Source"] = "They asked me to.",
        });
    }

    private static async Task<Page> AskAsync(PageVisitor owner) => await owner.SubmitAsync(await OfferedAsync(owner), "#ask-form");

    private async Task<string> LinkAsync(string language) =>
        $"/e-mails-again?token={(await Site.LettersAsync<MailAgainLetter>())[^1].Token}&lang={language}";

    private static Task<int> SuppressedAsync(TestSite site) => site.InDatabaseAsync(db => db.Suppressions().CountAsync());
}
