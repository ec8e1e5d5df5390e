using System.Net;
using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>The page that asks before anything of a file is taken.</summary>
public sealed class UploadPageTests(ListSite site) : IClassFixture<ListSite>
{
    private static readonly byte[] Mixed = Encoding.UTF8.GetBytes("""
        Name;E-Mail;Status
        Ann;ann@example.org;subscribed
        Ben;ben@example.org;unsubscribed
        Nobody;none;subscribed

        """);

    [Fact]
    public async Task An_upload_leads_to_a_page_that_says_what_would_happen_and_takes_nothing()
    {
        var visitor = await site.CustomerAsync();

        var asked = await ListSite.AskedAsync(visitor, Mixed);

        Assert.Contains("Nothing is taken yet", asked.TextOf("#state"), StringComparison.Ordinal);
        Assert.Contains("People who would be new 1", asked.TextOf("#counts"), StringComparison.Ordinal);
        Assert.Contains("People in it who want no e-mails 1", asked.TextOf("#counts"), StringComparison.Ordinal);
        Assert.Contains("Rows that cannot be taken 1", asked.TextOf("#counts"), StringComparison.Ordinal);
        Assert.Contains("semicolon", asked.TextOf("#reading"), StringComparison.Ordinal);
        Assert.Contains("column 2, “E-Mail”", asked.TextOf("#reading"), StringComparison.Ordinal);
        Assert.Contains("column 3, “Status”", asked.TextOf("#reading"), StringComparison.Ordinal);
        Assert.Contains("ben@example.org", asked.TextOf("#first-rows"), StringComparison.Ordinal);
        var lists = await visitor.GetAsync("/lists");
        Assert.Contains("No list yet", lists.Text, StringComparison.Ordinal);
        Assert.Contains("it waits for your answer", lists.TextOf("#waiting"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_origin_is_asked_for_and_shown_with_each_person()
    {
        var visitor = await site.CustomerAsync();
        var asked = await ListSite.AskedAsync(visitor, Mixed);

        var wrong = await visitor.SubmitAsync(asked, "form#agree", new Dictionary<string, string> { ["Agree.Source"] = "Fair in May" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("Choose why these people may be written to.", wrong.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Equal("Fair in May", wrong.TextOf("#agree textarea")?.Trim());

        var taken = await visitor.SubmitAsync(wrong, "form#agree", new Dictionary<string, string> { ["Agree.Basis"] = "Customers" });
        var list = await visitor.GetAsync(ListSite.ListOf(taken));
        var person = await visitor.GetAsync(list.Document.QuerySelector("#subscribers tbody a")!.GetAttribute("href")!);

        Assert.Equal("ann@example.org", person.TextOf("h1"));
        Assert.Contains("They bought something from us", person.TextOf("#why"), StringComparison.Ordinal);
        Assert.Contains("Fair in May", person.TextOf("#why"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_was_read_wrongly_is_read_as_the_customer_says()
    {
        var visitor = await site.CustomerAsync();
        var asked = await ListSite.AskedAsync(visitor, "home;work\nann@home.example;ann@work.example\nben@home.example;ben@work.example\n"u8.ToArray());

        var again = await visitor.SubmitAsync(asked, "form#read-differently", new Dictionary<string, string> { ["ReadingForm.AddressColumn"] = "1" });

        Assert.Contains("column 2, “work”", again.TextOf("#reading"), StringComparison.Ordinal);
        Assert.Equal("1", again.Document.QuerySelector("#read-differently select[name='ReadingForm.AddressColumn'] option[selected]")!.GetAttribute("value"));
        var list = await visitor.GetAsync(ListSite.ListOf(await visitor.AgreeAsync(again)));
        Assert.Contains("ann@work.example", list.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_choice_that_the_page_does_not_offer_changes_nothing_and_is_said()
    {
        var visitor = await site.CustomerAsync();
        var asked = await ListSite.AskedAsync(visitor, Mixed);
        asked.Document.QuerySelector("#read-differently select[name='ReadingForm.AddressColumn'] option")!.SetAttribute("value", "5000");

        var answer = await visitor.SubmitAsync(asked, "form#read-differently", new Dictionary<string, string> { ["ReadingForm.AddressColumn"] = "5000" });

        Assert.Contains("one of the choices is none that we offer", answer.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Contains("column 2, “E-Mail”", answer.TextOf("#reading"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_can_be_helped_and_leaves_no_list()
    {
        var visitor = await site.CustomerAsync();

        var asked = await ListSite.AskedAsync(visitor, "a,b\nAnn,Lyon\nBen,Ulm\n"u8.ToArray());

        Assert.Contains("We could not find out how to read this file.", asked.TextOf("#state"), StringComparison.Ordinal);
        Assert.Null(asked.Document.QuerySelector("#agree"));
        Assert.NotNull(asked.Document.QuerySelector("#read-differently"));
        var gone = await visitor.SubmitAsync(asked, "form#discard");
        Assert.Contains("The upload is thrown away.", gone.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(asked.Path)).Status);
    }

    [Fact]
    public async Task Rows_that_were_not_taken_come_back_with_reasons_and_are_taken_when_corrected()
    {
        var visitor = await site.CustomerAsync();
        var import = await ListSite.NewListAsync(visitor, Mixed);
        var list = ListSite.ListOf(import);

        var rows = await visitor.GetAsync(import.Path + "/rows");
        Assert.Equal("text/csv", rows.Response.Content.Headers.ContentType!.MediaType);
        var text = Encoding.UTF8.GetString(rows.Body);
        Assert.Contains("Nobody", text, StringComparison.Ordinal);
        Assert.Contains("does not hold one valid e-mail address", text, StringComparison.Ordinal);

        var corrected = Encoding.UTF8.GetBytes(text.Replace("none", "nora@example.org", StringComparison.Ordinal));
        var second = await visitor.AgreeAsync(await ListSite.UploadAsync(visitor, await visitor.GetAsync(list + "/add"), corrected, null));

        Assert.Contains("People added 1", second.TextOf("#counts"), StringComparison.Ordinal);
        var nora = await visitor.GetAsync(list);
        Assert.Contains("nora@example.org", nora.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not taken over", nora.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_upload_can_be_taken_back_for_seven_days()
    {
        var visitor = await site.CustomerAsync();
        var import = await ListSite.NewListAsync(visitor, "email\nann@example.org\nben@example.org\n"u8.ToArray());
        Assert.Contains("you can take this upload back", import.Text, StringComparison.Ordinal);

        var undone = await visitor.SubmitAsync(import, "form#undo");

        Assert.Contains("This upload was taken back: 2 people and changes went.", undone.TextOf("#state"), StringComparison.Ordinal);
        Assert.Equal("0", (await visitor.GetAsync(ListSite.ListOf(undone))).TextOf("#people"));
        Assert.Contains("Nothing was taken back", (await visitor.SubmitAsync(import, "form#undo")).TextOf("#confirmation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sixteen_yeses_at_once_take_everybody_once()
    {
        var visitor = await site.CustomerAsync();
        var asked = await ListSite.AskedAsync(visitor, await ListPagesTests.SampleAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => visitor.AgreeAsync(asked)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a.Status));
        await site.Site.Services.GetRequiredService<ImportWork>().RunAsync(default);
        var done = await visitor.GetAsync(asked.Path);
        Assert.Contains("People added 200", done.TextOf("#counts"), StringComparison.Ordinal);
        Assert.Equal("200", (await visitor.GetAsync(ListSite.ListOf(done))).TextOf("#people"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/reading")]
    [InlineData("/discard")]
    [InlineData("/undo")]
    public async Task Nobody_else_decides_about_an_upload(string act)
    {
        var owner = await site.CustomerAsync();
        var asked = await ListSite.AskedAsync(owner, Mixed);
        var stranger = await site.CustomerAsync();
        var own = await ListSite.AskedAsync(stranger, Mixed);
        var form = own.Document.QuerySelector("form#agree")!;
        form.SetAttribute("action", asked.Path + act);

        var answer = await stranger.AgreeAsync(own);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Contains("Nothing is taken yet", (await owner.GetAsync(asked.Path)).TextOf("#state"), StringComparison.Ordinal);
    }
}
