using IGSendMail.Platform.Accounts;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>The e-mails in which a cancellation ends are written by a worker, which has no page to take a language from.</summary>
public sealed class CancelLanguageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Whoever_cancels_in_german_reads_in_german_weeks_later_that_the_lists_and_then_the_account_are_deleted()
    {
        var account = await _site.OpenAsync("ada@example.com", people: 2);
        var terms = await _site.InScopeAsync(services =>
            services.GetRequiredService<Cancellation>().CancelAsync(account, "de", CancellationToken.None));

        foreach (var (at, subject) in new[]
        {
            (terms.UndoListsUntil.AddHours(1), "Ihre Listen sind gelöscht: Bestätigung"), (terms.AccountDataGoneBy, "Ihre Daten sind gelöscht: Bestätigung"),
        })
        {
            _site.Time.Advance(at - _site.Time.GetUtcNow());
            await _site.RunRetentionAsync();
            await _site.RunRetentionAsync();

            var mail = Assert.Single(await MailAsync(), m => m.Subject!.StartsWith(subject, StringComparison.Ordinal));
            Assert.Contains("Sie haben Ihr Konto bei uns gekündigt. Wie versprochen:", mail.TextBody, StringComparison.Ordinal);
        }
    }

    private async Task<IReadOnlyList<MimeMessage>> MailAsync()
    {
        var all = new List<MimeMessage>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories))
        {
            all.Add(await MimeMessage.LoadAsync(file));
        }

        return all;
    }
}
