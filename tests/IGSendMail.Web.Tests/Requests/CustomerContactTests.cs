using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Who has a person's address is named to the person with a contact; without one, what the person writes is passed on.</summary>
public sealed class CustomerContactTests : IAsyncDisposable
{
    private const string Owner = "owner@harbour.example";
    private const string Reader = "reader@gut.example";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("privacy@harbour.example", "mailto:privacy@harbour.example")]
    [InlineData("a?bcc=b&c@harbour.example", "mailto:a%3Fbcc%3Db%26c@harbour.example")]
    [InlineData("https://harbour.example/contact", "https://harbour.example/contact")]
    public async Task The_contact_that_a_customer_entered_is_named_with_them(string contact, string link)
    {
        await _site.PlantRecipientAsync(Owner, Reader);
        var kept = await EnterAsync(contact);
        Assert.Contains("We name it to people", kept.Text, StringComparison.Ordinal);

        var (_, page) = await DeletedAsync();

        Assert.Equal(link, page.Document.QuerySelector("#told a")!.GetAttribute("href"));
        Assert.Null(page.Document.QuerySelector(".write-link"));
    }

    [Fact]
    public async Task Without_one_what_the_person_writes_stands_on_the_customers_page_and_in_no_e_mail()
    {
        await _site.PlantRecipientAsync(Owner, Reader);
        var (visitor, page) = await DeletedAsync();
        var form = await visitor.GetAsync(page.Document.QuerySelector(".write-link")!.GetAttribute("href")!);
        Assert.Contains("Write to Example Ltd", form.Text, StringComparison.Ordinal);

        var done = await visitor.SubmitAsync(form, "#write-form", new Dictionary<string, string> { ["Words"] = "Please <b>say</b> where you got my address." });

        Assert.Contains("We have passed your words on to Example Ltd.", done.Text, StringComparison.Ordinal);
        Assert.Contains("You wrote to a customer of ours", done.Text, StringComparison.Ordinal);
        var letter = Assert.Single(await _site.LettersAsync<PersonWroteLetter>());
        Assert.Equal(Owner, letter.ToAddress);
        var customer = await _site.SignedInAsync(Owner);
        var request = await customer.GetAsync($"/lists/requests/{letter.RequestId}");
        Assert.Contains("Please <b>say</b> where you got my address.", request.TextOf("#facts"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "Write what you want to say.")]
    [InlineData(1_001, "Write it in 1,000 characters or fewer.")]
    public async Task Nothing_and_too_much_are_handed_back_with_the_reason(int length, string message)
    {
        await _site.PlantRecipientAsync(Owner, Reader);
        var (visitor, page) = await DeletedAsync();
        var form = await visitor.GetAsync(page.Document.QuerySelector(".write-link")!.GetAttribute("href")!);

        var answer = await visitor.SubmitAsync(form, "#write-form", new Dictionary<string, string> { ["Words"] = new string('w', length) });

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(length, (answer.TextOf("textarea") ?? "").Trim().Length);
        Assert.Empty(await _site.LettersAsync<PersonWroteLetter>());
    }

    [Fact]
    public async Task Sixteen_at_once_are_five()
    {
        await _site.PlantRecipientAsync(Owner, Reader);
        var (visitor, page) = await DeletedAsync();
        var form = await visitor.GetAsync(page.Document.QuerySelector(".write-link")!.GetAttribute("href")!);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => visitor.SubmitAsync(
            form, "#write-form", new Dictionary<string, string> { ["Words"] = $"message {i}" })));

        Assert.DoesNotContain(answers, a => a.Status == HttpStatusCode.InternalServerError);
        Assert.True((await _site.LettersAsync<PersonWroteLetter>()).Count is > 0 and <= PersonMessages.Most);
    }

    [Fact]
    public async Task Only_the_person_writes_and_only_to_those_who_were_told()
    {
        await _site.PlantRecipientAsync(Owner, Reader);
        var (visitor, page) = await DeletedAsync();
        var link = page.Document.QuerySelector(".write-link")!.GetAttribute("href")!;
        await _site.AskAsync("other@gut.example");
        var other = _site.Visitor();
        await _site.ConfirmAsync("other@gut.example", other);

        Assert.EndsWith("/link", (await other.GetAsync(link)).Path, StringComparison.Ordinal);
        Assert.EndsWith("/link", (await _site.Visitor().GetAsync(link)).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"{link.Split('?')[0]}?To={Guid.Empty:N}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(link.Split('?')[0])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(link.Split('?')[0] + "?To=nobody")).Status);
        Assert.Equal("", (await visitor.GetAsync(link + "&Words=typed+by+a+stranger")).TextOf("textarea")?.Trim() ?? "");
    }

    [Theory]
    [InlineData("http://harbour.example", "begins with https://")]
    [InlineData("javascript:alert(1)", "begins with https://")]
    [InlineData("https://user@harbour.example/", "Check the address of the page")]
    [InlineData("nobody", "Write an e-mail address")]
    public async Task What_is_no_contact_is_handed_back_with_the_remedy(string typed, string message)
    {
        await _site.RegisterAsync(Owner);
        var answer = await EnterAsync(typed);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(message, answer.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(typed, answer.Document.QuerySelector("#contact-form input[name='Form.Contact']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_contact_is_taken_away_again_by_leaving_it_empty()
    {
        await _site.RegisterAsync(Owner);
        await EnterAsync("privacy@harbour.example");
        var emptied = await EnterAsync("");

        Assert.Contains("named no contact of yours any more", emptied.Text, StringComparison.Ordinal);
        Assert.Equal("", emptied.Document.QuerySelector("#contact-form input[name='Form.Contact']")!.GetAttribute("value") ?? "");
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.Set<Privacy.Audit.AuditEntry>().CountAsync(e => e.Act == "PeopleContactChanged")));
    }

    private async Task<Page> EnterAsync(string contact)
    {
        var customer = await _site.SignedInAsync(Owner);
        return await customer.SubmitAsync(
            await customer.GetAsync(SiteRoutes.PeopleRequests), "#contact-form", new Dictionary<string, string> { ["Form.Contact"] = contact });
    }

    /// <summary>A person on a list asks to be deleted by mail; the page of the request afterwards.</summary>
    private async Task<(PageVisitor Visitor, Page Page)> DeletedAsync()
    {
        await _site.AskAsync(Reader, Right.Erasure);
        var visitor = _site.Visitor();
        await _site.ConfirmAsync(Reader, visitor);
        await _site.WorkAsync();
        return (visitor, await visitor.GetAsync(PrivacyLinks.Request((await _site.NewestRequestAsync()).Reference)));
    }
}
