using System.Globalization;
using CsCheck;
using IGSendMail.MixedWork;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Storage.Tests.Killed;

/// <summary>
/// Three real processes work on one database and one vault, and are killed with SIGKILL again and again. Ten times
/// unless <c>IGSENDMAIL_KILLS</c> says how often; <c>IGSENDMAIL_SEED</c> repeats a run's moments.
/// </summary>
public sealed class MixedWorkTests(ITestOutputHelper output)
{
    private readonly TimeProvider _time = TimeProvider.System;

    [Fact]
    public async Task Killed_at_random_moments_nothing_is_lost_doubled_or_half_written()
    {
        var kills = Setting("IGSENDMAIL_KILLS", 10);
        var seed = Setting("IGSENDMAIL_SEED", (int)(_time.GetUtcNow().Ticks % int.MaxValue));
        var random = new PCG(1, (ulong)seed);
        Say($"{kills} kills, seed {seed}");
        await using var trial = await MixedTrial.StartAsync(processes: 3);
        for (var which = 0; which < 3; which++)
        {
            await trial.UntilAtWorkAsync(which);
        }

        var moments = new HashSet<MixedProgress>();
        var recoveries = new List<TimeSpan>();
        for (var kill = 1; kill <= kills; kill++)
        {
            await Task.Delay(TimeSpan.FromMicroseconds(random.Next(700_000)), _time);
            var victim = (int)random.Next(3);
            var moment = await trial.KillAsync(victim);
            var start = _time.GetTimestamp();
            await trial.UntilGoesOnAsync(moment);
            recoveries.Add(_time.GetElapsedTime(start));
            await trial.UntilAtWorkAsync(victim);
            moments.Add(moment);
        }

        await trial.StopAsync();
        recoveries.Sort();
        Say($"all work went on after {recoveries[recoveries.Count / 2].TotalSeconds:0.00} s (median), {recoveries[^1].TotalSeconds:0.00} s (longest); {moments.Count} distinct moments");
        Assert.Equal(kills, moments.Count);
        await NothingIsLostOrHalfWrittenAsync(trial);
        await NoSliceIsDoubleAsync(trial);
    }

    private async Task NothingIsLostOrHalfWrittenAsync(MixedTrial trial)
    {
        await using var db = trial.Open();
        Assert.Equal(0, await db.OutboxMessages().CountAsync());
        var orders = await db.Set<Order>().Select(o => o.Id).ToListAsync();
        var lines = await db.Set<OrderLine>().GroupBy(l => l.OrderId).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
        Assert.Equal(orders.Order(), lines.Select(l => l.Key).Order());
        Assert.All(lines, l => Assert.Equal(Order.Lines, l.Count));
        Assert.Equal(
            orders.Select(o => SettledMessage.IdOf(Order.LetterKey(o))).Order(),
            (await db.Set<SettledMessage>().Select(m => m.Id).ToListAsync()).Order());

        // The address names the order: every order has its letter, and no letter is without an order.
        var received = trial.Received.GroupBy(m => m.To.Single(), StringComparer.Ordinal).ToList();
        Assert.Equal(
            orders.Select(o => $"{o:N}@example.org").Order(StringComparer.Ordinal), received.Select(r => r.Key).Order(StringComparer.Ordinal));
        Assert.All(received, copies => Assert.Single(copies.Select(MessageId).Distinct(StringComparer.Ordinal)));
        Say($"{orders.Count} orders with {lines.Sum(l => l.Count)} lines and {received.Count} letters: 0 lost, 0 half-written; {received.Sum(r => r.Count() - 1)} letters came twice with one Message-ID");
        Assert.Equal("ok", await db.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync());
        await using var vault = trial.OpenVault();
        Assert.Equal("ok", await vault.Database.SqlQueryRaw<string>("SELECT integrity_check AS Value FROM pragma_integrity_check").SingleAsync());
    }

    private async Task NoSliceIsDoubleAsync(MixedTrial trial)
    {
        await using var db = trial.Open();
        var slices = await db.Set<DoneSlice>().OrderBy(s => s.Number).ToListAsync();
        Assert.Equal(Enumerable.Range(1, slices.Count), slices.Select(s => s.Number));
        Assert.All(slices.Zip(slices.Skip(1)), pair => Assert.True(pair.First.FencingToken <= pair.Second.FencingToken));
        Say($"{slices.Count} slices under {slices.Select(s => s.FencingToken).Distinct().Count()} leases: 0 double");
    }

    private static string MessageId(ReceivedMail mail) =>
        mail.Content.Split("\r\n").Single(l => l.StartsWith("Message-Id:", StringComparison.OrdinalIgnoreCase));

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
