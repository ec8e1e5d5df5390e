using System.Globalization;
using System.Net;
using CsCheck;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting.Starting;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Consent;
using IGSendMail.Web.Tests.Processes;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;
using Customer = IGSendMail.Web.Tests.Accounts.Customer;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>
/// The real program, killed at any moment of what it tells people, and every tenth time put back from a backup. Four kills, unless
/// <c>IGSENDMAIL_KILLS</c> says how often; <c>IGSENDMAIL_SEED</c> repeats a run's choices.
/// </summary>
public sealed class KilledToldTests(ITestOutputHelper output)
{
    private const int BetweenRestores = 10, BetweenBackups = 40;

    [Fact]
    public async Task Nothing_told_is_undone_and_nothing_happens_that_nobody_asked_for_by_kills_and_restores()
    {
        var kills = Setting("IGSENDMAIL_KILLS", 4);
        var random = new PCG(1, (ulong)Setting("IGSENDMAIL_SEED", 17));
        await using var look = new TestSite();
        look.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var people = await BeginAsync(look, 12 + (kills * 2));
        // It only looks into the files from now on; a restore is refused beside a site that uses them.
        look.Services.GetRequiredService<DatabaseFile>().Dispose();
        var ledger = new ToldLedger();
        foreach (var (what, isSo) in await people.LookAsync(look))
        {
            ledger.Begin(what, isSo);
        }

        var backup = await BackUpAsync(look, 0);
        var restores = 0;
        for (var kill = 1; kill <= kills; kill++)
        {
            using (var site = await SiteProcess.ServeAsync(look.Folder))
            {
                Assert.Equal([], ledger.Compare(await people.LookAsync(look)));
                var last = ledger.Told + Below(random, 6);
                var acts = new ToldDeeds(site, people, ledger, random).ActAsync();
                await Wait.UntilAsync(() => Task.FromResult(acts.IsCompleted || ledger.Told >= last), "people who were told something");
                await Task.Delay(TimeSpan.FromMilliseconds(Below(random, 120)), TimeProvider.System);
                await site.KillAsync();
                await acts;
            }

            if (kill % BetweenRestores == 0 || kill == kills)
            {
                await VerbAsync(look, "backup", "restore", backup);
                Forget(look);
                restores++;
                Assert.Equal([], ledger.Compare(await people.LookAsync(look)));
            }

            if (kill % BetweenBackups == 0)
            {
                backup = await BackUpAsync(look, kill);
            }

            Progress($"{kill} kills, {restores} restores, {ledger.Told} things told");
        }

        await VerbAsync(look, "audit", "verify");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kills} kills, {restores} restores, {ledger.Told} things told, none undone"));
        Assert.InRange(ledger.Told, 1, int.MaxValue);
    }

    private static async Task<ToldPeople> BeginAsync(TestSite look, int many)
    {
        var owner = new CookieContainer();
        var browsers = new List<CookieContainer>();
        var leaving = new List<CookieContainer>();
        using (var site = await SiteProcess.ServeAsync(look.Folder))
        {
            await site.Visitor(owner).RegisterAsync(Customer.Registration("owner@example.org"));
            for (var one = 0; one < many / 4; one++)
            {
                browsers.Add(new CookieContainer());
                await site.Visitor(browsers[^1]).AnswerAsync("accept");
            }

            for (var one = 0; one < Math.Max(2, many / 12); one++)
            {
                leaving.Add(new CookieContainer());
                await site.Visitor(leaving[^1]).RegisterAsync(Customer.Registration($"leaving{one}@example.org"));
            }

            await site.KillAsync();
        }

        // As accounts from before addresses were confirmed: they upload and are kept.
        await look.InDatabaseAsync(db => db.Users().ExecuteUpdateAsync(set => set.SetProperty(u => u.UnconfirmedSince, (DateTimeOffset?)null)));
        var accounts = await look.InDatabaseAsync(db => db.Accounts().OrderBy(a => a.Id).Select(a => a.Id).ToListAsync());
        await look.InScopeAsync(async services =>
        {
            for (var list = 0; list < many; list++)
            {
                using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"email\nreader{list}@example.com\nother{list}@example.com\n"));
                await services.UploadAsync(accounts[0], $"List {list}", file);
            }

            await services.GetRequiredService<ImportWork>().RunAsync(default);
        });
        var rows = await look.InDatabaseAsync(db => db.Subscribers().Select(s => new { s.ListId, s.Id }).ToListAsync());
        var chains = await look.InDatabaseAsync(db => db.ConsentRecords().OrderBy(r => r.At).Select(r => r.ChainId).ToListAsync());
        Assert.Equal(browsers.Count, chains.Count);
        return new ToldPeople
        {
            Owner = accounts[0],
            OwnerCookies = owner,
            Lists = [.. rows.GroupBy(r => r.ListId).Select(l => (l.Key, l.Min(p => p.Id)))],
            Browsers = [.. browsers.Zip(chains)],
            Leaving = [.. leaving.Zip(accounts.Skip(1))],
        };
    }

    private static async Task<string> BackUpAsync(TestSite look, int number)
    {
        var folder = Path.Combine(look.Folder, string.Create(CultureInfo.InvariantCulture, $"backup-{number}"));
        await VerbAsync(look, "backup", "make", folder);
        return folder;
    }

    private static async Task VerbAsync(TestSite look, params string[] words)
    {
        Forget(look);
        var (code, said, errors) = await SiteProcess.RunAsync(
            words,
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data:Folder", look.DataFolder),
            ("Vault:Folder", Path.Combine(look.Folder, "vault")),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="));
        Assert.True(code == 0, $"{string.Join(' ', words)}: {said}{errors}");
    }

    /// <summary>Whoever looks keeps the file open that a restore replaces.</summary>
    private static void Forget(TestSite look)
    {
        using var db = look.Services.GetRequiredService<IDbContextFactory<Storage.IGSendMailContext>>().CreateDbContext();
        using var connection = new SqliteConnection(db.Database.GetConnectionString());
        SqliteConnection.ClearPool(connection);
    }

    private static int Below(PCG random, int limit) => (int)random.Next((uint)limit);

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static void Progress(FormattableString line)
    {
        if (Environment.GetEnvironmentVariable("IGSENDMAIL_PROGRESS") is { Length: > 0 } file)
        {
            File.AppendAllText(file, FormattableString.Invariant(line) + "\n");
        }
    }
}
