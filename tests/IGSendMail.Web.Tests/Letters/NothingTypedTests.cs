using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Letters;

/// <summary>Nobody's e-mail carries words of somebody who has not shown its mailbox.</summary>
public sealed class NothingTypedTests : IAsyncDisposable
{
    private const string Victim = "victim@example.org";
    private const string Lure = "Win 1000 EUR";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Whatever_a_stranger_does_with_an_address_the_e_mails_to_it_repeat_nothing_of_it()
    {
        var asked = Customer.Registration(Victim);
        (asked["Name"], asked["Company"]) = (Lure, Lure + " Ltd");
        var stranger = _site.Visitor();
        Assert.Equal(SiteRoutes.Account, (await stranger.RegisterAsync(asked)).Path);
        var password = asked["Password"];

        await stranger.SubmitAsync(await stranger.GetAsync(SiteRoutes.Account), "#send-address-link");
        await _site.Visitor().RegisterAsync(asked);
        var forgotten = _site.Visitor();
        await forgotten.SubmitAsync(await forgotten.GetAsync(SiteRoutes.ForgottenPassword), "main form", new Dictionary<string, string> { ["Email"] = Victim });
        await _site.AskAsync(Victim, Right.Rectification, further: new Dictionary<string, string> { ["Wish"] = Lure });
        await stranger.SubmitAsync(
            await stranger.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form",
            new Dictionary<string, string> { ["Field"] = "Name", ["Wish"] = Lure, ["Password"] = password });
        await RequestSteps.AskForPackageAsync(stranger, "Access");
        // An erasure takes e-mails that wait with it: what left before is read first.
        await PasswordAsksAsync();
        var outbox = await _site.LettersAsync<Letter>();
        await _site.WorkAsync();
        var letters = Left();
        await stranger.SubmitAsync(
            await stranger.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = password });
        await _site.WorkAsync();

        letters.AddRange(Left());
        Assert.True(letters.Count >= 5, $"{letters.Count} e-mails left");
        Assert.All(letters, mail =>
        {
            Assert.Equal(Victim, Assert.Single(mail.To.Mailboxes).Address);
            Assert.DoesNotContain(Lure, mail.To + mail.Subject + mail.TextBody + mail.HtmlBody, StringComparison.OrdinalIgnoreCase);
        });
        Assert.Empty(outbox.Where(l => l.ToName is not null));
    }

    private List<MimeKit.MimeMessage> Left() =>
        [.. Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories).Select(file => MimeKit.MimeMessage.Load(file))];

    private Task PasswordAsksAsync() =>
        _site.Services.GetServices<IRepeatedWork>().OfType<PasswordAskWork>().Single().RunAsync(CancellationToken.None);
}
