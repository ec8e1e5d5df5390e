using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Mail;

/// <summary>A letter for tests.</summary>
public sealed record TestLetter(string ToAddress, string? ToName, string Text) : Letter(ToAddress, ToName);

internal static class TestLetters
{
    public static readonly LetterKind Test = LetterKind.Of<TestLetter, TestTemplate>("TestLetter");
}

internal sealed class TestTemplate : LetterTemplate<TestLetter>
{
    protected override string Subject(TestLetter letter, SiteOptions site) => "A test: " + letter.Text;

    protected override IEnumerable<string> Paragraphs(TestLetter letter, SiteOptions site) =>
        [letter.Text, site.Link("/privacy").AbsoluteUri, ".a line that begins with a dot\n.and another"];
}

/// <summary>A site whose letters go to a mail server or a folder.</summary>
internal static class MailSite
{
    public static readonly KeyOwner Owner = PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-00000000000a"));

    public static IServiceProvider WithTestLetters(this TestSite site) => site
        .WithServices(services => services.AddWords(typeof(TestLetters)))
        .Services;

    public static TestSite To(this TestSite site, SmtpReceiver server) => site
        .With("Mail:Mode", "Smtp")
        .With("Mail:Smtp:Host", "127.0.0.1")
        .With("Mail:Smtp:Port", server.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
        .With("Mail:Smtp:Security", "None");

    public static async Task PutAsync(this IServiceProvider services, string key, Letter letter)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        await db.WriteAsync(WriteUrgency.Interactive, token =>
            services.GetRequiredService<LetterBox>().PutAsync(db, Owner, key, letter, token), default);
    }

    public static Task<int> DeliverAsync(this IServiceProvider services) =>
        services.GetRequiredService<Outbox>().DeliverDueAsync(default);

    public static async Task<List<OutboxMessage>> WaitingAsync(this IServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        return await db.OutboxMessages().AsNoTracking().ToListAsync();
    }
}
