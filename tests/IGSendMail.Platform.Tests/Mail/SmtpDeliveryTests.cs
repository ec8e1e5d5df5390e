using System.Text;
using IGSendMail.Testing;
using MimeKit;

namespace IGSendMail.Platform.Tests.Mail;

/// <summary>Letters over a real socket.</summary>
public sealed class SmtpDeliveryTests : IAsyncLifetime
{
    private readonly SmtpReceiver _server = new();
    private readonly TestSite _site = new();
    private IServiceProvider _services = null!;

    public Task InitializeAsync()
    {
        _services = _site.With("Site:PublicUrl", "https://www.example.org").To(_server).WithTestLetters();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_letter_arrives_whole_dots_and_all()
    {
        await _services.PutAsync("welcome/1", new TestLetter("jane@example.com", "Jané Doe", "Grüße & <b>more</b>"));

        Assert.Equal(1, await _services.DeliverAsync());

        var received = Assert.Single(_server.Received);
        Assert.Equal(["jane@example.com"], received.To);
        Assert.Equal("privacy@igsendmail.com", received.From);
        var mail = Parse(received);
        Assert.Equal("A test: Grüße & <b>more</b>", mail.Subject);
        Assert.Equal("Jané Doe", Assert.Single(mail.To.Mailboxes).Name);
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.EndsWith("@www.example.org", mail.MessageId, StringComparison.Ordinal);
        Assert.StartsWith("Hello Jané Doe,", mail.TextBody, StringComparison.Ordinal);
        Assert.NotNull(mail.TextBody);
        Assert.Contains("\n.a line that begins with a dot", mail.TextBody.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("https://www.example.org/privacy", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("privacy@igsendmail.com", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Grüße &amp; &lt;b&gt;more&lt;/b&gt;", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Contains("<a class=\"button\" href=\"https://www.example.org/privacy\"", mail.HtmlBody, StringComparison.Ordinal);
        Assert.Empty(await _services.WaitingAsync());
    }

    [Theory]
    [InlineData(SmtpBehaviour.RefuseForNow, 1)]
    [InlineData(SmtpBehaviour.DropInContent, 1)]
    [InlineData(SmtpBehaviour.DropAfterContent, 2)]
    public async Task After_a_fault_the_letter_comes_again_with_one_Message_ID(SmtpBehaviour fault, int copies)
    {
        _server.Next(fault);
        await _services.PutAsync("welcome/2", new TestLetter("jane@example.com", "Jane", "Hello"));

        Assert.Equal(0, await _services.DeliverAsync());
        Assert.Equal(1, Assert.Single(await _services.WaitingAsync()).Attempts);
        Assert.Equal(0, await _services.DeliverAsync());
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, await _services.DeliverAsync());

        Assert.Equal(copies, _server.Received.Count);
        Assert.Single(_server.Received.Select(r => Parse(r).MessageId).Distinct());
        Assert.Single(_server.Received.Select(r => r.Content).Distinct());
    }

    [Fact]
    public async Task Two_decisions_have_two_Message_IDs()
    {
        await _services.PutAsync("welcome/3", new TestLetter("jane@example.com", "Jane", "Hello"));
        await _services.PutAsync("welcome/4", new TestLetter("jane@example.com", "Jane", "Hello"));

        await _services.DeliverAsync();

        Assert.Equal(2, _server.Received.Select(r => Parse(r).MessageId).Distinct().Count());
    }

    [Theory]
    [InlineData("Jane\r\nBcc: victim@example.net", "jane@example.com")]
    [InlineData("Jane\nSubject: You won", "jane@example.com")]
    [InlineData("Jane\u2028X-Spam: yes\0", "jane@example.com")]
    [InlineData("\"Jane\" <victim@example.net>, ", "jane@example.com")]
    public async Task A_name_adds_neither_headers_nor_recipients(string name, string address)
    {
        await _services.PutAsync("welcome/5", new TestLetter(address, name, "Hello\r\nBcc: victim@example.net"));

        await _services.DeliverAsync();

        var received = Assert.Single(_server.Received);
        var mail = Parse(received);
        Assert.Equal([address], received.To);
        Assert.Equal([address], mail.To.Mailboxes.Select(m => m.Address));
        Assert.Empty(mail.Bcc);
        Assert.DoesNotContain(mail.Headers, h => h.Field.StartsWith("X-", StringComparison.OrdinalIgnoreCase));
        Assert.StartsWith("A test:", mail.Subject, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("jane@example.com\r\nRCPT TO:<victim@example.net>")]
    [InlineData("jane@example.com, victim@example.net")]
    [InlineData("Jane <jane@example.com>")]
    [InlineData("no address")]
    [InlineData("")]
    public async Task An_address_that_is_more_or_less_than_an_address_is_refused(string address)
    {
        await _services.PutAsync("welcome/6", new TestLetter(address, "Jane", "Hello"));

        Assert.Equal(0, await _services.DeliverAsync());

        Assert.Empty(_server.Received);
        Assert.Equal("UndeliverableLetterException", Assert.Single(await _services.WaitingAsync()).LastFailure);
    }

    [Theory]
    [InlineData("Visit https://evil.example now")]
    [InlineData("www.evil.example")]
    [InlineData("write to me@evil.example")]
    public async Task A_name_that_is_a_message_is_not_repeated_in_the_greeting(string name)
    {
        await _services.PutAsync("welcome/7", new TestLetter("jane@example.com", name, "text"));

        await _services.DeliverAsync();

        var mail = Parse(Assert.Single(_server.Received));
        Assert.StartsWith("Hello,", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_gets_no_letter_when_TLS_is_asked_for()
    {
        await using var site = new TestSite();
        var services = site.To(_server).With("Mail:Smtp:Security", "StartTls").WithTestLetters();
        await services.PutAsync("welcome/8", new TestLetter("jane@example.com", "Jane", "Hello"));

        Assert.Equal(0, await services.DeliverAsync());

        Assert.Empty(_server.Received);
        Assert.Equal("NotSupportedException", Assert.Single(await services.WaitingAsync()).LastFailure);
    }

    private static MimeMessage Parse(ReceivedMail received) =>
        MimeMessage.Load(new MemoryStream(Encoding.Latin1.GetBytes(received.Content)));
}
