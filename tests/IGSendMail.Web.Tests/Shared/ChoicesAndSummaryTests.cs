using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Shared;

public sealed class ChoicesAndSummaryTests
{
    private readonly TagHelperPage _page = new();

    [Fact]
    public void A_question_is_a_group_with_a_legend_and_every_answer_has_a_label()
    {
        var html = TagHelperPage.Render(Question("Erasure"));

        Assert.Equal("What would you like?", html.QuerySelector("fieldset > legend")!.TextContent);
        var answers = html.QuerySelectorAll<IHtmlInputElement>("input[type=radio][name=Right]").ToList();
        Assert.Equal(["Access", "Erasure"], answers.Select(a => a.Value));
        Assert.Equal(["See it", "Delete it"], answers.Select(a => html.QuerySelector($"label[for={a.Id}]")!.TextContent));
        Assert.Equal([false, true], answers.Select(a => a.IsChecked));
        Assert.Equal("We send you a copy.", html.GetElementById(answers[0].GetAttribute("aria-describedby")!)!.TextContent);
    }

    [Fact]
    public void The_summary_leads_to_the_first_answer_of_a_question()
    {
        _page.State.AddModelError("Right", "Choose what you would like.");

        var question = TagHelperPage.Render(Question(null));
        var summary = TagHelperPage.Render(new ErrorSummaryTagHelper { View = _page.View });

        var target = summary.QuerySelector("a")!.GetAttribute("href")!;
        Assert.Equal("radio", question.QuerySelector(target)!.GetAttribute("type"));
        Assert.Contains("Right-error", question.QuerySelector("fieldset")!.GetAttribute("aria-describedby"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_names_all_that_is_wrong_and_takes_the_focus()
    {
        _page.State.AddModelError("Owner.Email", "Enter an e-mail address.");
        _page.State.AddModelError("", "Nothing was sent.");
        Field("Owner.Email");

        var html = TagHelperPage.Render(new ErrorSummaryTagHelper { View = _page.View });

        var summary = html.QuerySelector("[role=alert]")!;
        Assert.Equal("-1", summary.GetAttribute("tabindex"));
        Assert.True(summary.HasAttribute("autofocus"));
        Assert.Equal("Please check 2 things", summary.QuerySelector("h2")!.TextContent);
        Assert.Equal("#Owner_Email", summary.QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Nothing was sent.", summary.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_in_the_order_of_the_fields_says_each_thing_once_and_what_belongs_to_no_field_comes_last()
    {
        _page.State.AddModelError("", "Nothing was sent.");
        _page.State.AddModelError("Password", "Write your password.");
        _page.State.AddModelError("Password", "It is too short.");
        _page.State.AddModelError("Gone", "Nothing was sent.");
        _page.State.AddModelError("Email", "Enter an e-mail address.");
        Field("Email");
        Field("Password");

        var html = TagHelperPage.Render(new ErrorSummaryTagHelper { View = _page.View });

        Assert.Equal(["Enter an e-mail address.", "Write your password.", "Nothing was sent."], html.QuerySelectorAll("li").Select(l => l.TextContent));
        Assert.Equal(["#Email", "#Password"], html.QuerySelectorAll("a").Select(a => a.GetAttribute("href")));
        Assert.Equal("Please check 3 things", html.QuerySelector("h2")!.TextContent);
    }

    [Fact]
    public void A_name_in_other_letters_leads_to_the_field_as_it_was_rendered()
    {
        _page.State.AddModelError("password", "Write your password.");
        Field("Password");

        var html = TagHelperPage.Render(new ErrorSummaryTagHelper { View = _page.View });

        Assert.Equal("#Password", html.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void The_text_of_an_exception_is_not_shown()
    {
        _page.State.TryAddModelException("Email", new InvalidOperationException("secret detail"));

        var html = TagHelperPage.Render(new ErrorSummaryTagHelper { View = _page.View });

        Assert.DoesNotContain("secret", html.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Single(html.QuerySelectorAll("li"));
    }

    [Fact]
    public void Without_errors_there_is_no_summary()
    {
        var html = TagHelperPage.Render(new ErrorSummaryTagHelper { View = _page.View });

        Assert.Empty(html.Body!.Children);
    }

    private void Field(string name) =>
        TagHelperPage.Render(new FieldTagHelper { For = _page.Property<string>(name, null), Label = name, View = _page.View });

    private ChoicesTagHelper Question(string? chosen) => new()
    {
        For = _page.Property("Right", chosen),
        Legend = "What would you like?",
        Options = [new Choice("Access", "See it", "We send you a copy."), new Choice("Erasure", "Delete it")],
        View = _page.View,
    };
}
