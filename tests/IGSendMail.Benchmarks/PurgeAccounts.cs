using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// The lists of a thousand cancelled accounts go, among as many people of a thousand live ones: by the site's own retention
/// run, and by hand on a copy of the same file.
/// </summary>
internal sealed class PurgeAccounts : IBenchmark
{
    private const int Accounts = 1_000;
    private const double LeastSpeed = 0.9;

    public string Name => "purge-accounts";

    public string Measures => "the retention run over 1,000 cancelled accounts against a purge by hand; size is people that go, and as many stay";

    public int StandardSize => 5_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        var accounts = Math.Min(Accounts, size);
        var people = size / accounts;
        await using var world = await PurgeWorld.MakeAsync((accounts, people), (accounts, people), cancellation);
        var rows = (long)accounts * people;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {rows:N0} people of {accounts:N0} cancelled accounts go, {rows:N0} of {accounts:N0} live ones stay; {new FileInfo(world.DatabaseFile).Length >> 20:N0} MiB file"));

        var byKeys = await ByHandAsync(world, "by hand, list of keys    ", PurgeByHand.ByKeys, rows, output, cancellation);
        var byRange = await ByHandAsync(world, "by hand, the same ranges ", PurgeByHand.ByRange, rows, output, cancellation);
        var began = world.Clock.GetUtcNow();
        var product = await MeasureAsync(world, "product                  ", rows, output, async () =>
        {
            await world.Site.Services.GetRequiredService<RetentionJob>().RunAsync(cancellation);
            return await CheckAsync(world, accounts, rows);
        });
        var purge = await PrintStagesAsync(world, began, product, output, cancellation);

        Print("the purge (rows deleted, read back, verified)", byKeys / purge, "list of keys");
        Print("the purge", byRange / purge, "the same ranges");
        Print("the whole run (orders, plans, keys, purge, read-back, receipts, letters)", byKeys / product, "list of keys");

        void Print(string what, double speed, string hand) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: {speed:0.00} times the speed of a purge by hand ({hand}): {(speed >= LeastSpeed ? "at least" : "BELOW")} {LeastSpeed}"));
    }

    private static async Task<TimeSpan> ByHandAsync(
        PurgeWorld world, string title, string statement, long rows, TextWriter output, CancellationToken cancellation)
    {
        var copy = Path.Combine(world.Site.Folder, "by-hand.db");
        File.Copy(world.DatabaseFile, copy);
        var batch = world.Site.Services.GetRequiredService<ErasureOptions>().Slice;
        var took = await MeasureAsync(
            world, title, rows, output, () => PurgeByHand.RunAsync(statement, copy, world.Due, batch, cancellation));
        File.Delete(copy);
        return took;
    }

    private static async Task<TimeSpan> MeasureAsync(
        PurgeWorld world, string title, long rows, TextWriter output, Func<Task<long>> purge)
    {
        GC.Collect();
        using var peak = new PeakMemory();
        var start = world.Clock.GetTimestamp();
        var removed = await purge();
        var took = world.Clock.GetElapsedTime(start);
        var (heap, workingSet) = peak.Stop();
        if (removed != rows)
        {
            throw new InvalidOperationException($"The figures mean nothing: {title} removed {removed} people of {rows}.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {title}  {took.TotalSeconds,7:0.00} s {rows / took.TotalSeconds,9:N0} rows/s  heap at most {heap,4:N0} MiB  working set at most {workingSet,4:N0} MiB, {peak.Before:N0} before"));
        return took;
    }

    /// <summary>The runs go forward together, stage by stage: the trail says when the last of them was through each.</summary>
    private static async Task<TimeSpan> PrintStagesAsync(
        PurgeWorld world, DateTimeOffset began, TimeSpan whole, TextWriter output, CancellationToken cancellation)
    {
        var last = await world.Site.InDatabaseAsync(db => db.Set<AuditEntry>().Where(e => e.At >= began)
            .GroupBy(e => e.Act).Select(g => new { g.Key, At = g.Max(e => e.At) })
            .ToDictionaryAsync(g => g.Key, g => g.At, StringComparer.Ordinal, cancellation));
        var ordered = last[ErasureActs.Ordered.Name] - began;
        var begun = last[ErasureActs.KeyDestroyed.Name] - began;
        var verified = last[ErasureActs.Verified.Name] - began;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  of that: orders {ordered.TotalSeconds:0.00} s, plans and keys {(begun - ordered).TotalSeconds:0.00} s, purge and read-back {(verified - begun).TotalSeconds:0.00} s, receipts and letters {(whole - verified).TotalSeconds:0.00} s"));
        return verified - begun;
    }

    private static Task<long> CheckAsync(PurgeWorld world, int accounts, long rows) => world.Site.InDatabaseAsync(async db =>
    {
        var left = await db.Subscribers().LongCountAsync();
        var receipts = await db.ErasureReceipts().CountAsync();
        var unsaid = await db.ErasureRuns().CountAsync(r => r.State != ErasureState.LetterSent);
        return receipts == accounts && unsaid == 0
            ? (2 * rows) - left
            : throw new InvalidOperationException($"The figures mean nothing: {receipts} receipts, {unsaid} erasures without a letter.");
    });
}
