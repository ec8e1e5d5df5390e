using AngleSharp.Html.Dom;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Http;

namespace IGSendMail.Web.Tests.Shared;

public sealed class FieldTests
{
    private readonly TagHelperPage _page = new();

    [Fact]
    public void Label_hint_error_and_control_stand_in_this_order_and_belong_together()
    {
        _page.State.AddModelError("Email", "Enter an e-mail address, such as ada@example.com.");

        var html = TagHelperPage.Render(new FieldTagHelper
        {
            For = _page.Property("Email", ""),
            Label = "E-mail address",
            Hint = "We write to it once.",
            Type = "email",
            View = _page.View,
        });

        var parts = html.QuerySelector(".field")!.Children;
        Assert.Equal(["LABEL", "P", "P", "INPUT"], parts.Select(p => p.TagName));
        var input = html.QuerySelector("input")!;
        Assert.Equal(input.Id, parts[0].GetAttribute("for"));
        Assert.Equal($"{parts[1].Id} {parts[2].Id}", input.GetAttribute("aria-describedby"));
        Assert.Equal("true", input.GetAttribute("aria-invalid"));
        Assert.Equal("Error: Enter an e-mail address, such as ada@example.com.", parts[2].TextContent);
    }

    [Fact]
    public void A_field_without_hint_and_error_claims_neither()
    {
        var input = TagHelperPage.Render(Named("Ada")).QuerySelector("input")!;

        Assert.False(input.HasAttribute("aria-describedby"));
        Assert.False(input.HasAttribute("aria-invalid"));
        Assert.Equal("Ada", input.GetAttribute("value"));
    }

    [Fact]
    public void Attributes_for_the_control_reach_it_and_paste_is_never_hindered()
    {
        var input = TagHelperPage.Render(Named(""), ("autocomplete", "name"), ("maxlength", "80")).QuerySelector("input")!;

        Assert.Equal("name", input.GetAttribute("autocomplete"));
        Assert.Equal("80", input.GetAttribute("maxlength"));
        Assert.False(input.HasAttribute("onpaste"));
    }

    [Fact]
    public void What_was_typed_comes_back_even_when_it_was_wrong()
    {
        _page.State.SetModelValue("Name", "<Ada>", "<Ada>");

        Assert.Equal("<Ada>", TagHelperPage.Render(Named("before")).QuerySelector("input")!.GetAttribute("value"));
    }

    [Fact]
    public void A_password_never_comes_back()
    {
        _page.State.SetModelValue("Password", "correct horse", "correct horse");

        var html = TagHelperPage.Render(new FieldTagHelper
        {
            For = _page.Property("Password", "correct horse"),
            Label = "Password",
            Type = "password",
            View = _page.View,
        });

        Assert.DoesNotContain("correct horse", html.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_area_keeps_its_lines()
    {
        var html = TagHelperPage.Render(new FieldTagHelper
        {
            For = _page.Property("Words", "\nfirst\nsecond"),
            Label = "Your words",
            Rows = 4,
            View = _page.View,
        });

        Assert.Equal("\nfirst\nsecond", ((IHtmlTextAreaElement)html.QuerySelector("textarea")!).Value);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_yes_or_no_is_a_checkbox_before_its_label(bool ticked)
    {
        var html = TagHelperPage.Render(new FieldTagHelper { For = _page.Property("Agreed", ticked), Label = "I agree", View = _page.View });

        var box = (IHtmlInputElement)html.QuerySelector("input")!;
        Assert.Equal(("checkbox", "true", ticked), (box.Type, box.GetAttribute("value"), box.IsChecked));
        Assert.Equal("LABEL", box.NextElementSibling!.TagName);
    }

    [Fact]
    public void A_file_is_asked_for_as_a_file()
    {
        var html = TagHelperPage.Render(
            new FieldTagHelper { For = _page.Property<IFormFile>("File", null), Label = "List", View = _page.View }, ("accept", ".csv"));

        Assert.Equal(("file", ".csv"), (html.QuerySelector("input")!.GetAttribute("type"), html.QuerySelector("input")!.GetAttribute("accept")));
    }

    [Fact]
    public void What_may_stay_empty_says_so()
    {
        var field = Named("");
        field.Optional = true;

        Assert.Equal("Name (optional)", TagHelperPage.Render(field).QuerySelector("label")!.TextContent);
    }

    private FieldTagHelper Named(string value) => new() { For = _page.Property("Name", value), Label = "Name", View = _page.View };
}
