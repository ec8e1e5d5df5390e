using System.Diagnostics;
using System.Globalization;
using System.Text;
using CsCheck;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Processes;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// A long upload, taken by the real site whose process is killed with SIGKILL somewhere on its way, again and again; the next one goes
/// on. 10 kills unless <c>IGSENDMAIL_KILLS</c> says how many; <c>IGSENDMAIL_SEED</c> repeats a run's choice of points.
/// </summary>
public sealed class KilledImportTests(ITestOutputHelper output)
{
    /// <summary>Room for so many rows between two kills: a process gets on a little before its kill is felt.</summary>
    private const int RowsAKill = 4_000;

    private const int MostTrials = 4;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly int _kills = Setting("IGSENDMAIL_KILLS", 10);

    private int People => _kills * RowsAKill;

    [Fact]
    public async Task An_import_killed_at_many_points_loses_and_doubles_nobody()
    {
        var seed = Setting("IGSENDMAIL_SEED", (int)(Clock.GetUtcNow().Ticks % int.MaxValue));
        for (var times = 1; !await IsKilledAsync(seed + times - 1); times++)
        {
            // On a busy machine a kill near the end may be felt when all is read: then there is nothing left for the next process.
            Assert.True(times < MostTrials, "the import was through before all kills, again and again");
        }
    }

    /// <summary>One import with all its kills. False if it was through before the last of them, which shows nothing.</summary>
    private async Task<bool> IsKilledAsync(int seed)
    {
        var random = new PCG(1, (ulong)seed);
        await using var site = new TestSite();
        site.Time.SetUtcNow(Clock.GetUtcNow());
        var user = await site.RegisterAsync("long@example.com");
        var import = await site.InScopeAsync(services => services.UploadAsync(user.AccountId!.Value, "A long list", new MemoryStream(File())));

        var points = new List<int> { (await FindAsync(site, import)).Rows };
        while (points.Count <= _kills)
        {
            // What is left is shared out among the kills that are left, so that no two hit the same point.
            var share = Math.Max(1, (People - points[^1]) / (_kills + 2 - points.Count));
            await ExpireLeasesAsync(site);
            var killed = await KillAfterAsync(site, import, points[^1] + 1 + (int)random.Next((uint)share / 2), random.Next(30_000));
            if (killed.IsFinished)
            {
                output.WriteLine($"seed {seed}: killed at {string.Join(", ", points.Skip(1))}, and through before the next; begun anew");
                return false;
            }

            points.Add(killed.Rows);
            await NobodyIsLostOrDoubledAsync(site, killed, killed.Rows);
        }

        await ExpireLeasesAsync(site);
        using (var last = Start(site))
        {
            await Wait.UntilAsync(async () => (await FindAsync(site, import)).IsFinished, "an import that is through");
            last.Kill();
            await last.WaitForExitAsync();
        }

        var done = await FindAsync(site, import);
        Assert.Equal((ImportState.Done, People, People, 0, 0, 0), (done.State, done.Rows, done.Added, done.Updated, done.LeftOut, done.Bad));
        await NobodyIsLostOrDoubledAsync(site, done, People);
        output.WriteLine($"seed {seed}: {_kills} kills at rows {string.Join(", ", points.Skip(1))} of {People}: nobody lost, nobody twice");
        return true;
    }

    /// <summary>As many people as rows were read, each once, and nothing beyond what the import says of itself.</summary>
    private static async Task NobodyIsLostOrDoubledAsync(TestSite site, Import import, int rows)
    {
        var (people, addresses) = await site.InDatabaseAsync(async db =>
        {
            var listed = db.Subscribers().Where(s => s.AccountId == import.AccountId);
            return (await listed.CountAsync(), await listed.Select(s => s.AddressHash).Distinct().CountAsync());
        });
        Assert.Equal((rows, rows, rows), (people, addresses, import.Added));
    }

    /// <summary>Kills a process some microseconds after this many rows were read, and says how far the import was; it may be through.</summary>
    private static async Task<Import> KillAfterAsync(TestSite site, Import import, int rows, uint microseconds)
    {
        using var process = Start(site);
        while (await FindAsync(site, import) is { IsFinished: false } going && going.Rows < rows)
        {
            Assert.False(process.HasExited, "the site ended by itself");
            await Task.Delay(TimeSpan.FromMilliseconds(1), Clock);
        }

        // Somewhere within a slice, not always behind its commit. Kill is SIGKILL: nothing gets to tidy up.
        await Task.Delay(TimeSpan.FromMicroseconds(microseconds), Clock);
        process.Kill();
        await process.WaitForExitAsync();
        return await FindAsync(site, import);
    }

    /// <summary>A killed process holds its leases for seconds; the next one need not wait for them here.</summary>
    private static Task ExpireLeasesAsync(TestSite site) => site.InDatabaseAsync(db => db.WriteAsync(
        WriteUrgency.Interactive, token => db.Set<Lease>().ExecuteUpdateAsync(
            set => set.SetProperty(l => l.ExpiresAt, DateTimeOffset.UnixEpoch), token), default));

    private static Process Start(TestSite site)
    {
        var process = Process.Start(SiteProcess.StartInfo(["--urls", "http://127.0.0.1:0"],
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Data:Folder", site.DataFolder),
            ("Vault:Folder", Path.Combine(site.Folder, "vault")),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
            ("Demo:Seed", "false"),
        ]))!;
        // Nobody reads what it says; a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static Task<Import> FindAsync(TestSite site, Import import) =>
        site.InDatabaseAsync(db => db.Imports().AsNoTracking().SingleAsync(i => i.AccountId == import.AccountId && i.Id == import.Id));

    private byte[] File()
    {
        var file = new StringBuilder("email,name\n");
        for (var i = 0; i < People; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"person{i}@example.org,Person {i}\n");
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
