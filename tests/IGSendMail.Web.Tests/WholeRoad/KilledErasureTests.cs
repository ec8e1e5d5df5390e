using System.Diagnostics;
using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.PersonalData.Erasure;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Processes;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// One erasure, killed with SIGKILL at twenty points of its way, each time in a real process; the next process goes on.
/// </summary>
public sealed class KilledErasureTests(ITestOutputHelper output)
{
    private const int People = 1_000;
    private const int Kills = 20;

    /// <summary>Progress shortly before the end: all people and nearly all states of both erasures.</summary>
    private const long WholeWay = People + 200;

    [Fact]
    public async Task An_erasure_killed_at_twenty_points_ends_the_same_with_one_receipt_and_one_letter()
    {
        await using var site = new TestSite();
        site.Time.SetUtcNow(TimeProvider.System.GetUtcNow());
        var customer = new Customer(site, new Canaries());
        await customer.RegisterAsync();
        await customer.UploadAsync(People);
        await customer.CancelAsync();

        var points = new List<long> { 0 };
        while (points.Count <= Kills)
        {
            // What is left is shared out among the kills that are left, so that no two hit the same point.
            var step = (WholeWay - points[^1]) / (Kills + 2 - points.Count);
            points.Add(await KillAtAsync(site, points[^1] + Math.Max(1, step)));
        }

        output.WriteLine($"killed at {string.Join(", ", points.Skip(1))} of {WholeWay}");
        Assert.Equal(Kills, points.Skip(1).Distinct().Count());
        using (var last = Start(site))
        {
            await last.WaitForExitAsync();
            Assert.Equal(0, last.ExitCode);
        }

        await AllIsGoneOnceAsync(site, customer.AccountId);
    }

    /// <summary>Rows removed so far, plus twenty for every state reached, over both erasures.</summary>
    private static Task<long> ProgressAsync(TestSite site) => site.InDatabaseAsync(async db =>
    {
        var removed = await db.ErasureTasks().SumAsync(t => t.Removed);
        var states = await db.ErasureRuns().AsNoTracking().Select(r => r.State).ToListAsync();
        return removed + states.Sum(s => 20L * ((int)s + 1));
    });

    /// <summary>Kills a process at this point or as soon after it as it is seen, and says where it was.</summary>
    private static async Task<long> KillAtAsync(TestSite site, long point)
    {
        using var process = Start(site);
        while (!process.HasExited)
        {
            if (await ProgressAsync(site) >= point)
            {
                // Kill is SIGKILL: nothing in the process gets to tidy up.
                process.Kill();
                await process.WaitForExitAsync();
                Assert.NotEqual(0, process.ExitCode);
                return await ProgressAsync(site);
            }
        }

        Assert.Fail($"the process ended before point {point} with exit code {process.ExitCode}");
        return 0;
    }

    private static Process Start(TestSite site)
    {
        var process = Process.Start(SiteProcess.StartInfo(["retention", "run"],
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"),
            ("Clock:AdvanceDays", "31"),
            ("Erasure:Slice", "5"),
            ("Data:Folder", site.DataFolder),
            ("Vault:Folder", Path.Combine(site.Folder, "vault")),
            ("Keys:Master", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="),
        ]))!;
        // Nobody reads what it says; a full pipe would stop it.
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task AllIsGoneOnceAsync(TestSite site, Guid accountId)
    {
        Assert.Equal(0, await site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        var runs = await site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().ToListAsync());
        Assert.Equal([ErasureScope.SubscriberData, ErasureScope.Everything], runs.OrderBy(r => r.OrderedAt).Select(r => r.Scope).Order());
        Assert.All(runs, r => Assert.Equal(ErasureState.Done, r.State));

        foreach (var run in runs)
        {
            var receipt = await site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync(r => r.RunId == run.Id));
            Assert.Equal(accountId, receipt.AccountId);
            var letters = Directory.GetFiles(OwnerFolder.Of(Path.Combine(site.DataFolder, "mail"), run.Id), "*.eml");
            var letter = await File.ReadAllTextAsync(Assert.Single(letters));
            Assert.Single(letter.Split('\n'), line => line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase));
        }

        var subscribers = await site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().ToListAsync());
        Assert.Equal(People, subscribers.Select(r => r.Read().Lines.Where(l => l.Store == nameof(Subscriber)).Sum(l => l.Deleted)).Sum());
        Assert.True(runs.Count == 2, runs.Count.ToString(CultureInfo.InvariantCulture));
    }
}
