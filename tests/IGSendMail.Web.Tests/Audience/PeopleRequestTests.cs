using System.Net;
using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static IGSendMail.Web.Tests.Audience.PeopleRequestSteps;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>A person on a customer's list asks; the customer sees it, acts, and says so.</summary>
public sealed class PeopleRequestTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(Right.Rectification, "Correction request", Wish)]
    [InlineData(Right.Erasure, "Erasure request", null)]
    public async Task A_customer_sees_who_asks_for_what_how_many_days_are_left_and_where_the_person_stands(Right right, string words, string? wish)
    {
        await _site.AskedAsync(right);
        _site.Time.Advance(TimeSpan.FromDays(3));
        var owner = await _site.SignedInAsync(Owner);

        Assert.Contains("Requests of people on your lists: 1 waits for you", (await owner.GetAsync("/lists")).Text, StringComparison.Ordinal);
        var all = await owner.GetAsync("/lists/requests");
        var due = (await _site.NewestRequestAsync()).AnswerDue;
        var left = due.DayNumber - DateOnly.FromDateTime(_site.Time.GetUtcNow().UtcDateTime).DayNumber;
        Assert.All([Guest, words, $"{left} days left", "Readers"], w => Assert.Contains(w, all.TextOf("#requests"), StringComparison.Ordinal));
        var one = await owner.GetAsync(all.Document.QuerySelector("#requests th a")!.GetAttribute("href")!);
        Assert.Equal(words, one.TextOf("h1"));
        Assert.Contains($"{left} days left", one.TextOf("#facts"), StringComparison.Ordinal);
        Assert.Equal(wish is not null, one.TextOf("#facts")!.Contains(Wish, StringComparison.Ordinal));
        Assert.Equal(Guest, (await owner.GetAsync(one.Document.QuerySelector("#facts a")!.GetAttribute("href")!)).TextOf("h1"));
        Assert.DoesNotContain("@", one.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_email_leads_to_the_page_and_names_the_day()
    {
        await _site.AskedAsync(Right.Erasure);
        var letter = Assert.Single(await _site.LettersAsync<RequestForControllerLetter>());

        var text = _site.Services.GetRequiredService<LetterTemplates>().Render(letter).Text;

        var owner = await _site.SignedInAsync(Owner);
        var link = text.Split('\n').Single(l => l.Contains("/lists/requests/", StringComparison.Ordinal));
        Assert.Contains(Guest, (await owner.GetAsync(new Uri(link).AbsolutePath)).TextOf("#facts"), StringComparison.Ordinal);
        Assert.Contains(letter.AnswerDue!.Value.ToString("d MMMM yyyy", System.Globalization.CultureInfo.InvariantCulture), text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CustomerAnswer.Removed, "en", "Example Ltd says it removed you on")]
    [InlineData(CustomerAnswer.Removed, "de", "Example Ltd gibt an, Sie am")]
    [InlineData(CustomerAnswer.Removed, "fr", "Example Ltd déclare vous avoir retiré de ses listes le")]
    [InlineData(CustomerAnswer.Removed, "es", "Example Ltd declara que lo eliminó de sus listas el")]
    [InlineData(CustomerAnswer.Corrected, "en", "Example Ltd says it corrected your data on")]
    [InlineData(CustomerAnswer.AnsweredThemselves, "en", "Example Ltd says it answered you itself on")]
    [InlineData(CustomerAnswer.Cannot, "en", "that it cannot do what you ask: “We must keep <b>bills</b>.”")]
    public async Task What_the_customer_says_is_shown_to_the_person_and_to_officers_and_entered_in_the_trail(CustomerAnswer answer, string language, string words)
    {
        var person = await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        Assert.Contains("Example Ltd has not said yet what it did", (await person.GetAsync(request.PageOf())).Text, StringComparison.Ordinal);
        var owner = await _site.SignedInAsync(Owner);

        var said = await owner.SayAsync(request, answer, answer == CustomerAnswer.Cannot ? "We must keep <b>bills</b>." : "");

        Assert.Equal(HttpStatusCode.OK, said.Status);
        Assert.Null(said.Document.QuerySelector("#answer-form"));
        Assert.Contains(words, (await person.GetAsync(request.PageOf() + "?lang=" + language)).Text, StringComparison.Ordinal);
        Assert.Equal(answer == CustomerAnswer.Removed ? 0 : 1, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        var officer = await _site.OfficerAsync();
        var seen = await officer.GetAsync(PrivacyLinks.OfficerRequest(request.Reference));
        Assert.Contains("Example Ltd", seen.TextOf("#told"), StringComparison.Ordinal);
        Assert.DoesNotContain("bills", seen.Text, StringComparison.Ordinal);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RequestActs.CustomerAnswered.Name)));
        Assert.DoesNotContain("waits for you", (await owner.GetAsync("/lists")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_takes_the_person_from_all_lists_and_keeps_them_off_if_the_customer_says_so()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        await ListSite.NewListAsync(owner, Encoding.UTF8.GetBytes($"email\n{Guest}\nother@example.com\n"), "Second");
        Assert.Equal(2, (await owner.GetAsync($"/lists/requests/{request.Id}")).Document.QuerySelectorAll("#facts a").Length);

        var said = await owner.SayAsync(request, CustomerAnswer.Removed, keepOff: true);

        Assert.Contains("on none of your lists", said.TextOf("#facts"), StringComparison.Ordinal);
        Assert.Equal(["other@example.com"], await owner.AddressesAsync());
        await ListSite.NewListAsync(owner, Encoding.UTF8.GetBytes($"email\n{Guest}\n"), "Third");
        Assert.Equal(["other@example.com"], await owner.AddressesAsync());
    }

    [Fact]
    public async Task Sixteen_presses_at_once_make_one_answer()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var page = await owner.GetAsync($"/lists/requests/{request.Id}");
        CustomerAnswer[] answers = [CustomerAnswer.Removed, CustomerAnswer.AnsweredThemselves];

        var said = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => owner.SubmitAsync(
            page, "#answer-form", new Dictionary<string, string> { ["Form.Answer"] = answers[i % 2].ToString() })));

        Assert.Single(said, p => p.Status == HttpStatusCode.OK);
        Assert.Equal(15, said.Count(p => p.Status == HttpStatusCode.BadRequest && p.Text.Contains("You have said already what you did", StringComparison.Ordinal)));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.RequestEvents().CountAsync(e => e.Kind == RequestEventKind.CustomerAnswered)));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(e => e.Act == RequestActs.CustomerAnswered.Name)));
    }

    [Theory]
    [InlineData("", "", false, "Choose what you did.")]
    [InlineData("Eaten", "", false, "Choose what you did.")]
    [InlineData("Cannot", "  ", false, "Write why you cannot do it")]
    [InlineData("Corrected", "", true, "Keeping a person off your lists goes with removing them")]
    [InlineData("Cannot", "long", false, "Use at most 500 characters.")]
    public async Task What_is_missing_is_named_and_what_was_typed_stays(string answer, string because, bool keepOff, string words)
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var form = await owner.GetAsync($"/lists/requests/{request.Id}");
        var values = new Dictionary<string, string> { ["Form.Because"] = because == "long" ? new string('x', 501) : because };
        if (answer.Length > 0)
        {
            // As somebody sends it who changed the page.
            form.Document.QuerySelector("input[name='Form.Answer']")!.SetAttribute("value", answer);
            values["Form.Answer"] = answer;
        }

        if (keepOff)
        {
            values["Form.KeepOff"] = "true";
        }

        var page = await owner.SubmitAsync(form, "#answer-form", values);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Equal(values["Form.Because"], page.Document.QuerySelector("textarea")!.TextContent);
        Assert.Contains(words, page.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.RecipientNotices().CountAsync(n => n.Said != null)));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
    }

    [Fact]
    public async Task Another_customer_and_a_visitor_get_nothing_of_it()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        await _site.RegisterAsync("other@example.org");
        var other = await _site.SignedInAsync("other@example.org");

        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/lists/requests/{request.Id}")).Status);
        Assert.DoesNotContain(Guest, (await other.GetAsync("/lists/requests")).Text, StringComparison.Ordinal);
        var posted = await other.SubmitAsync(await other.GetAsync("/lists/search"), "#search", new Dictionary<string, string> { ["Email"] = Guest });
        Assert.Contains("On none of your lists", posted.Text, StringComparison.Ordinal);
        Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync("/lists/requests")).Path, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/lists/requests/{RowKeys.New(_site.Time)}")).Status);
    }

    [Fact]
    public async Task A_list_that_is_gone_meanwhile_is_said()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var list = (await owner.GetAsync("/lists")).Document.QuerySelector("th a[href^='/lists/']")!.GetAttribute("href")!;
        var asks = await owner.GetAsync(list + "/delete");
        await owner.SubmitAsync(asks, "main form");

        Assert.Contains("the person or the list is gone", (await owner.GetAsync($"/lists/requests/{request.Id}")).TextOf("#facts"), StringComparison.Ordinal);
        Assert.Contains("on none", (await owner.GetAsync("/lists/requests")).TextOf("#requests"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await owner.SayAsync(request, CustomerAnswer.Removed)).Status);
    }
}
