using System.Net;
using AngleSharp.Html.Parser;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>What the strip does to the page it stands on: nothing is lost, and it leads nowhere that cannot be shown.</summary>
public sealed class StripTests(TestSite site) : IClassFixture<TestSite>
{
    [Theory]
    [InlineData("/privacy/requests/new")]
    [InlineData("/account/register")]
    [InlineData("/account/sign-in")]
    public async Task Above_a_form_that_somebody_types_into_nobody_is_asked(string path)
    {
        var visitor = site.Visitor();

        Assert.Null((await visitor.GetAsync(path)).Document.QuerySelector("#consent"));
        Assert.NotNull((await visitor.GetAsync("/privacy")).Document.QuerySelector("#consent"));
    }

    [Fact]
    public async Task Once_chosen_no_page_with_the_question_comes_back_from_the_browsers_memory()
    {
        var visitor = site.Visitor();

        var asking = await visitor.GetAsync("/privacy");
        Assert.True(asking.Response.Headers.CacheControl!.NoStore);
        var chosen = await visitor.AnswerAsync("reject", "/privacy");

        Assert.False(chosen.Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task On_a_page_that_answers_a_form_it_leads_to_the_settings()
    {
        using var client = site.CreateClient();
        using var nothing = new FormUrlEncodedContent([]);
        var answer = await client.PostAsync("/account/sign-out", nothing);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("/privacy/cookies", page.QuerySelector("#consent input[name=Back]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/account/sign-out")]
    [InlineData("/privacy/requests/code")]
    public async Task On_a_page_that_could_not_be_shown_it_leads_to_the_settings_too(string path)
    {
        var visitor = site.Visitor();
        var chosen = await visitor.AnswerAsync("reject", path);

        Assert.Equal(HttpStatusCode.OK, chosen.Status);
        Assert.Equal("/privacy/cookies", chosen.Path);
    }

    [Theory]
    [InlineData("same-origin", "reject", HttpStatusCode.SeeOther)]
    [InlineData("none", "reject", HttpStatusCode.SeeOther)]
    [InlineData("none", "accept", HttpStatusCode.Forbidden)]
    [InlineData("cross-site", "reject", HttpStatusCode.Forbidden)]
    [InlineData("same-site", "reject", HttpStatusCode.Forbidden)]
    public async Task What_the_person_sends_without_a_page_can_refuse_and_never_allow(string from, string answer, HttpStatusCode status)
    {
        using var client = site.CreateClient(new() { AllowAutoRedirect = false });
        using var post = new HttpRequestMessage(HttpMethod.Post, "/privacy/cookies")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["All"] = answer }),
        };
        post.Headers.Add("Sec-Fetch-Site", from);

        Assert.Equal(status, (await client.SendAsync(post)).StatusCode);
    }
}
