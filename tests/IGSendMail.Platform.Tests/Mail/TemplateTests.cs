using System.Reflection;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Mail;

public sealed class TemplateTests : IDisposable
{
    private static readonly Assembly[] Rooms = [typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly];

    private readonly TestSite _site = new();

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_letter_has_exactly_one_kind_and_so_one_template()
    {
        var letters = Rooms.SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Letter))).ToList();
        Assert.NotEmpty(letters);

        Assert.Equal(
            letters.Select(t => t.FullName).Order(StringComparer.Ordinal),
            _site.Services.GetRequiredService<WordBook>().All<LetterKind>().Select(k => k.Letter.FullName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_letter_that_no_room_brings_is_refused_before_it_waits_for_ever()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => _site.Services.PutAsync("nobody/1", new TestLetter("jane@example.com", "Jane", "Hello")));

        Assert.Contains(nameof(TestLetter), refused.Message, StringComparison.Ordinal);
        await using var db = await _site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        Assert.False(await db.OutboxMessages().AnyAsync());
    }

    [Fact]
    public async Task A_site_of_another_name_signs_with_its_own()
    {
        _site.With("Site:Name", "Posthorn").With("Site:Company", "Posthorn GmbH").With("Site:PrivacyAddress", "datenschutz@posthorn.example");
        var services = _site.WithTestLetters();
        await services.PutAsync("named/1", new TestLetter("jane@example.com", "Jane", "Hello"));

        await services.DeliverAsync();

        var mail = await MimeKit.MimeMessage.LoadAsync(
            Assert.Single(Directory.GetFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)));
        Assert.Equal("\"Posthorn\" <datenschutz@posthorn.example>", mail.From.ToString());
        Assert.Equal("datenschutz@posthorn.example", Assert.Single(mail.ReplyTo.Mailboxes).Address);
        Assert.Contains("write to datenschutz@posthorn.example", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("Posthorn GmbH", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("IGSendMail", mail.TextBody + mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
    }
}
