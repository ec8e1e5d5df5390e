using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.Retention;
using Microsoft.EntityFrameworkCore;
using static IGSendMail.Web.Tests.Audience.PeopleRequestSteps;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>A customer said something by mistake about the request of a person on their lists.</summary>
public sealed class TakenBackAnswerTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(CustomerAnswer.Corrected, "")]
    [InlineData(CustomerAnswer.AnsweredThemselves, "")]
    [InlineData(CustomerAnswer.Cannot, "We must keep bills.")]
    public async Task What_was_said_by_mistake_is_taken_back_waits_again_and_both_stand_in_the_history(CustomerAnswer answer, string because)
    {
        var person = await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var said = await owner.SayAsync(request, answer, because);

        var back = await owner.SubmitAsync(said, "#take-back");

        Assert.Contains("We have taken it back", back.TextOf("#confirmation"), StringComparison.Ordinal);
        Assert.NotNull(back.Document.QuerySelector("#answer-form"));
        Assert.Null(back.Document.QuerySelector("#take-back"));
        Assert.Contains("1 waits for you", (await owner.GetAsync("/lists")).Text, StringComparison.Ordinal);
        var seen = (await person.GetAsync(request.PageOf())).Text;
        Assert.Contains("Example Ltd has not said yet what it did", seen, StringComparison.Ordinal);
        Assert.Contains("A customer of ours said what they did", seen, StringComparison.Ordinal);
        Assert.Contains("A customer of ours took back what they said", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("We must keep bills", seen + back.Text, StringComparison.Ordinal);
        Assert.Equal(
            [RequestActs.CustomerAnswered.Name, RequestActs.CustomerTookBack.Name],
            await _site.InDatabaseAsync(db => db.AuditEntries().Where(e => e.Act == RequestActs.CustomerAnswered.Name || e.Act == RequestActs.CustomerTookBack.Name)
                .OrderBy(e => e.At).Select(e => e.Act).ToListAsync()));

        await owner.SayAsync(request, CustomerAnswer.Removed);
        Assert.Contains("Example Ltd says it removed you on", (await person.GetAsync(request.PageOf())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removal_cannot_be_taken_back()
    {
        await _site.AskedAsync(Right.Erasure);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var corrected = await owner.SayAsync(request, CustomerAnswer.Corrected);
        await owner.SubmitAsync(corrected, "#take-back");

        var removed = await owner.SayAsync(request, CustomerAnswer.Removed);

        Assert.Null(removed.Document.QuerySelector("#take-back"));
        // The page from before still has its button.
        var refused = await owner.SubmitAsync(corrected, "#take-back");
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("There is nothing here that can be taken back now", refused.TextOf(".error-summary"), StringComparison.Ordinal);
        Assert.Equal(CustomerAnswer.Removed, await _site.InDatabaseAsync(db => db.RecipientNotices().Select(n => n.Said).SingleAsync()));
    }

    [Fact]
    public async Task Nobody_else_takes_it_back()
    {
        await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        var said = await (await _site.SignedInAsync(Owner)).SayAsync(request, CustomerAnswer.Corrected);
        await _site.RegisterAsync("stranger@example.com");
        var stranger = await _site.SignedInAsync("stranger@example.com");

        var own = await stranger.GetAsync("/lists/search");
        var refused = await stranger.Client.PostAsync(new Uri($"/lists/requests/{request.Id}/take-back", UriKind.Relative), new FormUrlEncodedContent(
            [new("__RequestVerificationToken", own.Document.QuerySelector("#search input[name=__RequestVerificationToken]")!.GetAttribute("value")!)]));

        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.NotNull(said.Document.QuerySelector("#take-back"));
        Assert.Equal(CustomerAnswer.Corrected, await _site.InDatabaseAsync(db => db.RecipientNotices().Select(n => n.Said).SingleAsync()));
    }

    [Fact]
    public async Task Sixteen_presses_at_once_take_it_back_once()
    {
        await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        var owner = await _site.SignedInAsync(Owner);
        var said = await owner.SayAsync(request, CustomerAnswer.Corrected);

        var back = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => owner.SubmitAsync(said, "#take-back")));

        Assert.Single(back, p => p.Status == HttpStatusCode.OK);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.RequestEvents().CountAsync(e => e.Kind == RequestEventKind.CustomerTookBack)));
    }

    [Fact]
    public async Task Once_who_asked_was_deleted_by_age_what_was_said_stays()
    {
        await _site.AskedAsync(Right.Rectification);
        var request = await _site.NewestRequestAsync();
        await (await _site.SignedInAsync(Owner)).SayAsync(request, CustomerAnswer.Corrected);
        _site.Time.Advance(TimeSpan.FromDays(121));

        await _site.RunRetentionAsync();

        var page = await (await _site.SignedInAsync(Owner)).GetAsync($"/lists/requests/{request.Id}");
        Assert.Null(page.Document.QuerySelector("#take-back"));
        Assert.Contains("You said that you corrected", page.TextOf("#answer"), StringComparison.Ordinal);
    }
}
