using System.Globalization;
using CsCheck;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Processes;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>
/// A mixed queue of requests, worked by a real process that is killed with SIGKILL at random moments: 8 times over 8
/// requests unless <c>IGSENDMAIL_KILLS</c> says how often (with 500 it is 200 requests); <c>IGSENDMAIL_SEED</c> repeats a
/// run's moments.
/// </summary>
public sealed class KilledQueueTests(ITestOutputHelper output)
{
    private readonly TimeProvider _time = TimeProvider.System;
    private int _idle;

    [Fact]
    public async Task Killed_at_random_moments_no_request_is_lost_answered_falsely_or_told_twice()
    {
        var kills = Setting("IGSENDMAIL_KILLS", 8);
        var requests = Math.Max(8, kills * 2 / 5);
        var seed = Setting("IGSENDMAIL_SEED", (int)(_time.GetUtcNow().Ticks % int.MaxValue));
        var random = new PCG(1, (ulong)seed);
        Say($"{kills} kills over {requests} requests, seed {seed}");
        await using var queue = await MixedQueue.StartAsync();

        for (var killed = 0; killed < kills;)
        {
            // Requests come in all the time, so that every kill finds work.
            var due = (int)Math.Ceiling(requests * (killed + 1.0) / kills);
            while (queue.Asked.Count < requests && (queue.Asked.Count < due || await queue.OpenAsync() == 0))
            {
                await queue.AskAsync();
            }

            killed += await KilledAsync(queue, random) ? 1 : 0;
            await queue.NothingIsCalledDoneThatIsNotAsync();
        }

        Say($"{kills - _idle} of them while requests were open");
        Assert.Equal(requests, queue.Asked.Count);
        await FinishAsync(queue);
        await AllIsDoneAsync(queue);
        NoEffectIsRepeatedUnrecognisably(queue);
    }

    /// <summary>Starts a process and kills it at a random moment. False if it was through before that.</summary>
    private async Task<bool> KilledAsync(MixedQueue queue, PCG random)
    {
        await queue.ExpireLeasesAsync();
        var fences = await queue.FencesAsync();
        using var process = SiteProcess.Verb(queue.Site.Folder, queue.Settings, "requests", "work");
        // One in ten is killed while it starts; the others once they are at work.
        var isEarly = random.Next(10) == 0;
        while (!isEarly && !process.HasExited && await queue.FencesAsync() == fences)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), _time);
        }

        await Task.Delay(TimeSpan.FromMicroseconds(random.Next(isEarly ? 1_500_000u : 700_000u)), _time);
        if (process.HasExited)
        {
            return false;
        }

        await process.KillAsync();
        _idle += await queue.OpenAsync() == 0 ? 1 : 0;
        return process.ExitCode != 0;
    }

    private static async Task FinishAsync(MixedQueue queue)
    {
        for (var tries = 0; tries < 20 && await queue.OpenAsync() > 0; tries++)
        {
            await queue.ExpireLeasesAsync();
            using var process = SiteProcess.Verb(queue.Site.Folder, queue.Settings, "requests", "work");
            await process.EndAsync();
        }

        Assert.Equal(0, await queue.OpenAsync());
        await queue.NothingIsCalledDoneThatIsNotAsync();
    }

    private async Task AllIsDoneAsync(MixedQueue queue)
    {
        var states = await queue.Site.InDatabaseAsync(db => db.DataSubjectRequests().AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.State));
        Assert.Equal(queue.Asked.Select(a => a.Id).Order(), states.Keys.Order());
        Assert.All(states.Values, state => Assert.Equal(RequestState.Done, state));

        var erased = queue.Asked.Where(a => a.Right == Right.Erasure).ToList();
        var receipts = await queue.Site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().ToListAsync());
        Assert.Equal(erased.Select(a => a.Id).Order(), receipts.Select(r => r.RequestId!.Value).Order());
        Assert.All(receipts, r => Assert.Equal(MixedQueue.RecordsEach, r.Read().Lines.Single(l => l.Store == "crm").Deleted));
        Assert.All(await queue.Site.InDatabaseAsync(db => db.ErasureRuns().AsNoTracking().ToListAsync()), r => Assert.Equal(ErasureState.Done, r.State));
        Assert.Equal(MixedQueue.RecordsEach * (queue.Asked.Count - erased.Count), queue.Place.Count);
        Assert.Equal(
            queue.Asked.Count - erased.Count,
            await queue.Site.InDatabaseAsync(db => db.Set<ExportPackage>().Select(p => p.RequestId).Distinct().CountAsync()));
        Say($"{states.Count} requests done, {receipts.Count} receipts, 0 lost, 0 falsely done");
    }

    /// <summary>Outside: a key has one effect, however often it was asked for; a letter has one Message-ID, however often it came.</summary>
    private void NoEffectIsRepeatedUnrecognisably(MixedQueue queue)
    {
        Assert.All(queue.Place.Effects, effect => Assert.Equal(1, effect.Value));
        var erasures = queue.Asked.Count(a => a.Right == Right.Erasure);
        Assert.Equal(erasures * MixedQueue.RecordsEach, queue.Place.Effects.Count);
        var asked = queue.Place.Questions.Count(q => q.Operation == "erase");

        var letters = queue.Mail.Received.Select(m => (To: m.To.Single(), Subject: Header(m, "Subject"), Id: Header(m, "Message-ID", "Message-Id"))).ToList();
        var told = letters.GroupBy(l => (l.To, l.Subject)).ToList();
        Assert.All(told, same => Assert.True(same.Select(l => l.Id).Distinct().Count() == 1, $"{same.Key} came under several names"));
        Assert.All(queue.Asked, a => Assert.Contains(told, t => t.Key.To == a.Address));
        Say($"remote: {queue.Place.Effects.Count} effects, {asked - queue.Place.Effects.Count} repeats known by their key; mail: {told.Count} letters, {letters.Count - told.Count} repeats with the same Message-ID");
    }

    private static string Header(ReceivedMail mail, params string[] names) => mail.Content.Split("\r\n")
        .First(line => names.Any(n => line.StartsWith(n + ":", StringComparison.OrdinalIgnoreCase)));

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : standard;

    private void Say(string what) => output.WriteLine(what);
}
