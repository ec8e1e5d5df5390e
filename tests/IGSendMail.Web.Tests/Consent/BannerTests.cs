using System.Net;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Consent;

public sealed class BannerTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public async Task A_new_visitor_is_asked_on_every_page_but_the_settings()
    {
        var visitor = site.Visitor();

        foreach (var path in ConsentVisitor.Pages)
        {
            var page = await visitor.GetAsync(path);
            Assert.Equal(path != ConsentVisitor.Settings, page.Document.QuerySelector("#consent") is not null);
        }
    }

    [Fact]
    public async Task The_strip_comes_first_after_the_skip_link()
    {
        var page = await site.Visitor().GetAsync("/privacy");

        var skip = page.Document.QuerySelector("a.skip")!;
        Assert.Equal("consent", skip.NextElementSibling!.FirstElementChild!.Id);
        Assert.Equal("A", page.Document.Body!.FirstElementChild!.TagName);
    }

    [Fact]
    public async Task Accepting_and_rejecting_look_the_same_and_choosing_is_a_link_under_the_question()
    {
        var page = await site.Visitor().GetAsync("/");

        var buttons = page.Document.QuerySelectorAll("#consent button").ToArray();
        Assert.Equal(["Reject all", "Accept all"], buttons.Select(b => b.TextContent));
        var choose = page.Document.QuerySelector("#consent a")!;
        Assert.Equal(buttons[0].ClassName, buttons[1].ClassName);
        Assert.Equal("May we use optional cookies?", page.TextOf("#consent h2"));
        Assert.Equal(ConsentVisitor.Settings, choose.GetAttribute("href"));
    }

    [Fact]
    public async Task The_form_carries_no_token_and_the_page_sets_no_cookie()
    {
        var page = await site.Visitor().GetAsync("/");

        Assert.Null(page.Document.QuerySelector("#consent input[name=__RequestVerificationToken]"));
        Assert.Empty(page.Response.Headers.TryGetValues("Set-Cookie", out var set) ? set : []);
    }

    [Theory]
    [InlineData("accept")]
    [InlineData("reject")]
    public async Task An_answer_leads_back_to_the_page_and_the_strip_is_gone(string answer)
    {
        var visitor = site.Visitor();

        var page = await visitor.AnswerAsync(answer, "/privacy?from=test");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("/privacy?from=test", page.Path);
        Assert.Equal("#confirmation", page.Url.Fragment);
        Assert.Null(page.Document.QuerySelector("#consent"));
        Assert.Null((await visitor.GetAsync("/")).Document.QuerySelector("#consent"));
    }

    [Fact]
    public async Task The_confirmation_can_take_the_focus_and_is_shown_once()
    {
        var visitor = site.Visitor();

        var page = await visitor.AnswerAsync("reject");

        var confirmation = page.Document.QuerySelector("#confirmation")!;
        Assert.Equal("-1", confirmation.GetAttribute("tabindex"));
        Assert.Equal("status", confirmation.GetAttribute("role"));
        Assert.Equal("Your choice is saved: optional cookies are off.", confirmation.TextContent.Trim());
        Assert.StartsWith("Your choice is saved: optional cookies are off. · ", page.Document.Title, StringComparison.Ordinal);
        var hide = confirmation.ParentElement!.LastElementChild!.QuerySelector("a")!;
        Assert.Equal("Hide this message", hide.TextContent);
        Assert.Null((await visitor.GetAsync(hide.GetAttribute("href")!)).Document.QuerySelector("#confirmation"));
    }

    [Fact]
    public async Task The_choice_is_answered_with_303()
    {
        var response = await PostAsync(new() { ["All"] = "reject", ["Back"] = "/privacy" });

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.Equal("/privacy#confirmation", response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("/%2f/evil.example")]
    [InlineData("/%255cevil.example")]
    [InlineData("")]
    public async Task No_choice_leads_to_another_site(string back)
    {
        var response = await PostAsync(new() { ["All"] = "reject", ["Back"] = back });

        Assert.Equal("/privacy/cookies#confirmation", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task The_choice_cookie_is_short_lasting_and_out_of_reach_of_scripts()
    {
        var response = await PostAsync(new() { ["All"] = "reject" });

        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("consent=", StringComparison.Ordinal));
        var parts = cookie.Split("; ");
        Assert.InRange(parts[0].Length - "consent=".Length, 1, 64);
        Assert.Contains("max-age=15811200", parts);
        Assert.Contains("httponly", parts);
        Assert.Contains("samesite=lax", parts);
        Assert.Contains("path=/", parts);
    }

    [Fact]
    public async Task A_choice_ends_after_183_days_and_the_visitor_is_asked_again()
    {
        await using var ageing = new TestSite();
        var visitor = ageing.Visitor();
        await visitor.AnswerAsync("accept");

        ageing.Time.Advance(TimeSpan.FromDays(183) - TimeSpan.FromMinutes(1));
        Assert.Null((await visitor.GetAsync("/")).Document.QuerySelector("#consent"));
        ageing.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull((await visitor.GetAsync("/")).Document.QuerySelector("#consent"));
    }

    private async Task<HttpResponseMessage> PostAsync(Dictionary<string, string> fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, ConsentVisitor.Settings) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        var client = site.Visitor().Client;
        var sent = await client.SendAsync(request);
        Assert.Equal(PrivacyRoutes.CookiesKept, sent.Headers.Location!.OriginalString);
        return await client.GetAsync(sent.Headers.Location);
    }
}
