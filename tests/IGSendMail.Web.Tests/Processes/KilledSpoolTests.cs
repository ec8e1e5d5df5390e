using System.Net;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Consent;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>Refusals taken by a real process while its database is held by somebody else, and the process killed then.</summary>
public sealed class KilledSpoolTests
{
    private const int Refusals = 3;

    [Fact]
    public async Task Refusals_answered_before_a_kill_stand_in_the_ledger_once_after_the_next_start()
    {
        await using var look = new TestSite();
        _ = look.Services;
        var browsers = Enumerable.Range(0, Refusals).Select(_ => new CookieContainer()).ToList();
        using (var site = await SiteProcess.ServeAsync(look.Folder))
        {
            await using var held = new SqliteConnection($"Data Source={Path.Combine(look.DataFolder, "igsendmail.db")};Pooling=False");
            await held.OpenAsync();
            await using (var begin = held.CreateCommand())
            {
                begin.CommandText = "BEGIN IMMEDIATE";
                await begin.ExecuteNonQueryAsync();
            }

            var pages = await Task.WhenAll(browsers.Select(b => site.Visitor(b).AnswerAsync("reject")));
            Assert.All(pages, p => Assert.Equal(HttpStatusCode.OK, p.Status));
            await site.KillAsync();
        }

        Assert.Equal(Refusals, Directory.EnumerateFiles(Path.Combine(look.DataFolder, "consent-spool"), "*.choice").Count());
        Assert.Empty(await look.RecordsAsync());

        // Killed again and again while it takes them in.
        for (var kill = 0; kill < 3; kill++)
        {
            using var site = await SiteProcess.ServeAsync(look.Folder);
            await Task.Delay(TimeSpan.FromMilliseconds(50 * kill), TimeProvider.System);
            await site.KillAsync();
        }

        await look.Services.GetRequiredService<ConsentSpoolWork>().RunAsync(CancellationToken.None);
        var records = await look.RecordsAsync();
        Assert.Equal(Refusals, records.Count);
        Assert.All(records, r => Assert.Equal(ConsentKind.Refused, r.Kind));
        Assert.Equal(Refusals, await look.InDatabaseAsync(db => db.Set<Privacy.Audit.AuditEntry>().CountAsync(e => e.Act == "ConsentRefused")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(look.DataFolder, "consent-spool")));
        Assert.All(browsers, b => Assert.Single(b.GetAllCookies(), c => c.Name == "consent"));
    }
}
