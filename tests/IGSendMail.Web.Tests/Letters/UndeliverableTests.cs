using System.Globalization;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Letters;

/// <summary>An e-mail that a mail server does not take is seen by the officer at once, and by the person whose page waits for it.</summary>
public sealed class UndeliverableTests : IAsyncDisposable
{
    private const string Address = "ada@example.org";
    private readonly SmtpReceiver _server = new();
    private readonly TestSite _site = new();

    public UndeliverableTests() => _site
        .With("Mail:Mode", "Smtp")
        .With("Mail:Smtp:Host", "127.0.0.1")
        .With("Mail:Smtp:Port", _server.Port.ToString(CultureInfo.InvariantCulture))
        .With("Mail:Smtp:Security", "None");

    public async ValueTask DisposeAsync()
    {
        await _site.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_refused_recipient_is_an_officers_at_once_with_the_servers_code_and_without_the_address()
    {
        await _site.AskAsync(Address);
        _server.Answer("RCPT", $"550 5.1.1 <{Address}> is nobody");
        await DeliverAsync();
        var officer = await _site.OfficerAsync();

        var list = await officer.GetAsync(PrivacyRoutes.OfficerLetters);

        Assert.Contains("The mail server refuses the recipient's address for good (answer 550 5.1.1)", list.TextOf("tbody"), StringComparison.Ordinal);
        Assert.Equal("1", list.TextOf("td.number"));
        Assert.DoesNotContain(Address, list.Text, StringComparison.Ordinal);
        Assert.Contains("1 e-mail could not be delivered", (await officer.GetAsync(PrivacyRoutes.Officer)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delay_is_shown_to_officers_too_and_leaves_nothing_to_decide()
    {
        await _site.AskAsync(Address);
        _server.Answer("RCPT", "450 4.2.0 later");
        await DeliverAsync();
        var officer = await _site.OfficerAsync();

        var list = await officer.GetAsync(PrivacyRoutes.OfficerLetters);

        Assert.Contains("does not take e-mail for the recipient at the moment (answer 450 4.2.0)", list.TextOf("#failing"), StringComparison.Ordinal);
        Assert.Contains("No e-mail waits for a decision of yours", list.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en", "We could not deliver the e-mail")]
    [InlineData("de", "Wir konnten die E-Mail")]
    [InlineData("fr", "Nous n’avons pas pu vous remettre l’e-mail")]
    [InlineData("es", "No pudimos entregarle el correo")]
    public async Task Whoever_asked_reads_it_on_the_page_that_waits_for_the_e_mail_and_nobody_else_does(string language, string words)
    {
        var asker = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, asker);
        Assert.Null((await asker.GetAsync(Sent(language))).Document.QuerySelector("#mail-trouble"));
        _server.Answer("RCPT", $"550 5.1.1 <{Address}> is nobody");
        await DeliverAsync();

        var shown = (await asker.GetAsync(Sent(language))).TextOf("#mail-trouble");

        Assert.Contains(words, shown, StringComparison.Ordinal);
        Assert.Contains("550 5.1.1", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(Address, shown, StringComparison.Ordinal);
        Assert.Null((await _site.Visitor().GetAsync(Sent(language))).Document.QuerySelector("#mail-trouble"));
    }

    [Fact]
    public async Task A_new_account_reads_on_its_page_that_its_link_cannot_be_delivered_until_one_arrives()
    {
        var holder = await _site.SquatAsync(Address);
        _server.Answer("RCPT", "452 4.2.2 mailbox full");
        await DeliverAsync();

        Assert.Contains("has not been taken yet", (await holder.GetAsync(SiteRoutes.Account)).TextOf("#mail-trouble"), StringComparison.Ordinal);

        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverAsync();
        Assert.Null((await holder.GetAsync(SiteRoutes.Account)).Document.QuerySelector("#mail-trouble"));
    }

    [Fact]
    public async Task The_page_of_a_request_says_that_an_e_mail_about_it_could_not_be_delivered()
    {
        var asker = _site.Visitor();
        await _site.AskAsync(Address, Right.Access, asker);
        var page = await _site.ConfirmAsync(Address, asker);
        Assert.Null(page.Document.QuerySelector("#mail-trouble"));
        _server.Answer("RCPT", "550 5.2.1 disabled");
        await DeliverAsync();

        Assert.Contains("550 5.2.1", (await asker.GetAsync(page.Path)).TextOf("#mail-trouble"), StringComparison.Ordinal);
    }

    private static string Sent(string language) => $"{PrivacyRoutes.RequestSent}?lang={language}";

    private Task DeliverAsync() => _site.Services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None);
}
