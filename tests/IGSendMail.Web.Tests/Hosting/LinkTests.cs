using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Hosting;

public sealed class LinkTests
{
    [Fact]
    public async Task Links_in_letters_come_from_the_setting_and_never_from_what_a_browser_says()
    {
        await using var site = new TestSite();
        site.With("Site:PublicUrl", "http://www.igsendmail.example");
        var visitor = site.Visitor();
        visitor.Headers["Host"] = "evil.example";
        visitor.Headers["X-Forwarded-Host"] = "evil.example";
        visitor.Headers["Sec-Fetch-Site"] = "same-origin";
        await site.AskAsync("ada@example.com", visitor: visitor);

        var letter = Assert.Single(await site.LettersAsync<RequestConfirmLetter>());
        var words = site.Services.GetRequiredService<LetterTemplates>().Render(letter);

        Assert.Contains("http://www.igsendmail.example/privacy/requests/confirm", words.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", words.Text + words.Html, StringComparison.Ordinal);
    }
}
