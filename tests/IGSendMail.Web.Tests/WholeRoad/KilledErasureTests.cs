using System.Diagnostics;
using System.Globalization;
using CsCheck;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Processes;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// The deletion of a cancelled account, killed with SIGKILL at points of its way, each time in a real process; the next process
/// goes on. 20 points unless <c>IGSENDMAIL_KILLS</c> says how many; <c>IGSENDMAIL_SEED</c> repeats a run's choice of them.
/// </summary>
public sealed class KilledErasureTests(ITestOutputHelper output)
{
    /// <summary>Room for so many rows between two kills: a process gets on a little before its kill is felt.</summary>
    private const int RowsAKill = 300;

    private const int MostRunsAtTheEnd = 8;

    private const int MostTrials = 4;

    private static readonly TimeProvider Clock = TimeProvider.System;
    private readonly int _kills = Setting("IGSENDMAIL_KILLS", 20);

    private int People => Math.Max(1_000, _kills * RowsAKill);

    /// <summary>Progress shortly before the end: all people and nearly all states of the erasure.</summary>
    private long WholeWay => People + 120;

    [Fact]
    public async Task A_deletion_killed_at_many_points_ends_the_same_takes_nothing_early_and_gives_one_receipt_and_one_letter()
    {
        var seed = Setting("IGSENDMAIL_SEED", (int)(Clock.GetUtcNow().Ticks % int.MaxValue));
        for (var times = 1; !await IsKilledAsync(seed + times - 1); times++)
        {
            // On a busy machine a kill near the end may be felt when the deletion is through: then there is nothing left for the next one.
            Assert.True(times < MostTrials, "the deletion was through before all kills, again and again");
        }
    }

    /// <summary>One deletion with all its kills. False if it was through before the last of them, which shows nothing.</summary>
    private async Task<bool> IsKilledAsync(int seed)
    {
        var random = new PCG(1, (ulong)seed);
        await using var site = new TestSite();
        site.Time.SetUtcNow(Clock.GetUtcNow());
        var customer = new Customer(site, new Canaries());
        await customer.RegisterAsync();
        await customer.UploadAsync(People);
        await customer.CancelAsync();
        var bystanders = await Bystanders.OpenAsync(site);

        var points = new List<long> { 0 };
        while (points.Count <= _kills)
        {
            // What is left is shared out among the kills that are left, so that no two hit the same point.
            var share = Math.Max(1, (WholeWay - points[^1]) / (_kills + 2 - points.Count));
            await ExpireLeasesAsync(site);
            var point = points[^1] + Math.Max(1, share / 2) + random.Next((uint)share);
            if (await KillAfterAsync(site, point, random.Next(3_000)) is not { } killed)
            {
                output.WriteLine($"seed {seed}: killed at {string.Join(", ", points.Skip(1))}, and through before {point}; begun anew");
                return false;
            }

            points.Add(killed);
            await bystanders.AreUntouchedAsync();
            await NoErasureHasTwoReceiptsAsync(site);
        }

        output.WriteLine($"seed {seed}: killed at {string.Join(", ", points.Skip(1))} of {WholeWay}");
        Assert.Equal(_kills, points.Skip(1).Distinct().Count());
        await ExpireLeasesAsync(site);
        await FinishAsync(site);
        await AllIsGoneOnceAsync(site, customer.AccountId);
        await bystanders.AreUntouchedAsync();
        output.WriteLine($"{_kills} kills at {points.Skip(1).Distinct().Count()} points of a deletion of {People} people: done, one receipt and one letter, nothing of the accounts that are not due touched");
        return true;
    }

    /// <summary>Rows removed so far, plus twenty for every state reached, over all erasures.</summary>
    private static Task<long> ProgressAsync(TestSite site) => site.InDatabaseAsync(async db =>
    {
        var removed = await db.ErasureTasks().SumAsync(t => t.Removed);
        var states = await db.ErasureRuns().AsNoTracking().Select(r => r.State).ToListAsync();
        return removed + states.Sum(s => 20L * ((int)s + 1));
    });

    /// <summary>
    /// Kills a process some microseconds after it is seen at this point or beyond, and says where it was; null if it was through before.
    /// </summary>
    private static async Task<long?> KillAfterAsync(TestSite site, long point, uint microseconds)
    {
        using var process = Start(site);
        while (!process.HasExited)
        {
            if (await ProgressAsync(site) >= point)
            {
                // Somewhere within a slice, not always behind its commit. Kill is SIGKILL: nothing gets to tidy up.
                await Task.Delay(TimeSpan.FromMicroseconds(microseconds), Clock);
                process.Kill();
                await process.WaitForExitAsync();
                return process.ExitCode == 0 ? null : await ProgressAsync(site);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), Clock);
        }

        Assert.Equal(0, process.ExitCode);
        return null;
    }

    /// <summary>The verb says when it has to be run again: what failed once is tried again after a while.</summary>
    private async Task FinishAsync(TestSite site)
    {
        for (var times = 1; ; times++)
        {
            var (code, _, errors) = await SiteProcess.RunAsync(["retention", "run"], Settings(site));
            if (code == 0)
            {
                return;
            }

            var standing = await site.InDatabaseAsync(async db => string.Join("; ", (await db.ErasureRuns().Select(r => $"{r.Scope} {r.State}").ToListAsync())
                .Concat(await db.ErasureTasks().Where(t => !t.Done).Select(t => $"{t.StoreKey} {t.Attempts} {t.LastFailure}").ToListAsync())
                .Concat(await db.OutboxMessages().Select(m => $"{m.Kind} {m.Attempts} {m.LastFailure} {m.NotBefore}").ToListAsync())));
            output.WriteLine($"{Clock.GetUtcNow():T} not finished: {errors} {standing}");
            Assert.True(times < MostRunsAtTheEnd, standing);
        }
    }

    /// <summary>A killed process holds its leases for seconds; the next one need not wait for them here.</summary>
    private static Task ExpireLeasesAsync(TestSite site) => site.InDatabaseAsync(db => db.WriteAsync(
        WriteUrgency.Interactive, token => db.Set<Lease>().ExecuteUpdateAsync(
            set => set.SetProperty(l => l.ExpiresAt, DateTimeOffset.UnixEpoch), token), default));

    private static async Task NoErasureHasTwoReceiptsAsync(TestSite site)
    {
        var receipts = await site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().Select(r => r.RunId).ToListAsync());
        Assert.Equal(receipts.Distinct(), receipts);
    }

    private static Process Start(TestSite site)
    {
        var process = Process.Start(SiteProcess.StartInfo(["retention", "run"], Settings(site)))!;
        // Nobody reads what it says; a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static (string Key, string Value)[] Settings(TestSite site) =>
    [
        ("ASPNETCORE_ENVIRONMENT", "Development"),
        ("Clock:AdvanceDays", "31"),
        ("Erasure:Slice", "5"),
        ("Data:Folder", site.DataFolder),
        ("Vault:Folder", Path.Combine(site.Folder, "vault")),
        ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
    ];

    private async Task AllIsGoneOnceAsync(TestSite site, Guid accountId)
    {
        Assert.Equal(0, await site.InDatabaseAsync(async db =>
            await db.Subscribers().CountAsync(s => s.AccountId == accountId) + await db.SubscriberLists().CountAsync(l => l.AccountId == accountId)
            + await db.Users().CountAsync(u => u.AccountId == accountId) + await db.Accounts().CountAsync(a => a.Id == accountId)));
        var runs = await site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().ToListAsync());
        // Lists and account are both due: they go in one deletion.
        Assert.Equal([ErasureScope.Everything], runs.Select(r => r.Scope));
        Assert.All(runs, r => Assert.Equal(ErasureState.Done, r.State));

        foreach (var run in runs)
        {
            var receipt = await site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RunId == run.Id));
            Assert.Equal(accountId, receipt.AccountId);
            var letters = Directory.GetFiles(OwnerFolder.Of(Path.Combine(site.DataFolder, "mail"), run.Id), "*.eml");
            var letter = await File.ReadAllTextAsync(Assert.Single(letters));
            Assert.Single(letter.Split('\n'), line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
        }

        var receipts = await site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().ToListAsync());
        Assert.Single(receipts);
        Assert.Equal(People, receipts.Select(r => r.Read().Lines.Where(l => l.Store == nameof(Subscriber)).Sum(l => l.Deleted)).Sum());
    }

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;
}
