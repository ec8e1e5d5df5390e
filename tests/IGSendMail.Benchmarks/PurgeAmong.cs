using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>The same due rows among few live ones and among ten times as many: a purge costs what is due, not what is stored.</summary>
internal sealed class PurgeAmong : IBenchmark
{
    private const int PeopleEach = 5_000;
    private const int Times = 10;
    private const double MostGrowth = 1.2;

    public string Name => "purge-among";

    public string Measures => "a retention run among as many live people as go, and among ten times as many; size is people that go";

    public int StandardSize => 1_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        var accounts = Math.Max(1, size / PeopleEach);
        var few = await MeasureAsync(accounts, accounts, output, cancellation);
        var many = await MeasureAsync(accounts, accounts * Times, output, cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Times} times the live rows: {many / few:0.00} times as long: {(many / few <= MostGrowth ? "at most" : "ABOVE")} {MostGrowth}"));
    }

    private static async Task<TimeSpan> MeasureAsync(int due, int live, TextWriter output, CancellationToken cancellation)
    {
        await using var world = await PurgeWorld.MakeAsync((due, PeopleEach), (live, PeopleEach), cancellation);
        GC.Collect();
        using var peak = new PeakMemory();
        var start = world.Clock.GetTimestamp();
        await world.Site.Services.GetRequiredService<RetentionJob>().RunAsync(cancellation);
        var took = world.Clock.GetElapsedTime(start);
        var (heap, workingSet) = peak.Stop();
        var left = await world.Site.InDatabaseAsync(db => db.Subscribers().LongCountAsync(cancellation));
        if (left != (long)live * PeopleEach)
        {
            throw new InvalidOperationException($"The figures mean nothing: {left} people are left.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {due * PeopleEach:N0} rows among {left:N0} live ones: {took.TotalSeconds:0.00} s  heap at most {heap:N0} MiB  working set at most {workingSet:N0} MiB, {peak.Before:N0} before"));
        return took;
    }
}
