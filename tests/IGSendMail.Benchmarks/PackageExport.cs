using System.Diagnostics;
using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>How fast an account's package is made, against an export of the same people written by hand, and in how much memory.</summary>
internal sealed class PackageExport : IBenchmark
{
    /// <summary>A part of the people is exported first, so that growth shows in one run.</summary>
    private const int Growth = 5;
    private const int MostHeapMiB = 64;
    private const double LeastSpeed = 0.7;

    public string Name => "package-export";

    public string Measures => "the access package of an account against an export written by hand; size is people on its list";

    public int StandardSize => 1_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        await using var site = new TestSite();
        var account = await OpenAsync(site, cancellation);
        var people = new PackageExportPeople(site, account);
        await people.FillAsync(0, size / Growth, cancellation);
        await people.ExportByHandAsync(Math.Min(size, 2_000), cancellation);
        var small = await CompareAsync(site, account, people, size / Growth, output, cancellation);
        await people.FillAsync(size / Growth, size, cancellation);
        var large = await CompareAsync(site, account, people, size, output, cancellation);

        var speed = large.ByHand / large.Package;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"the package is made at {speed:0.00} times the speed of the one by hand (best of two each): {(speed >= LeastSpeed ? "at least" : "BELOW")} {LeastSpeed}"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Growth} times the people take {large.Package / small.Package:0.00} times as long as a package, {large.ByHand / small.ByHand:0.00} times by hand"));
    }

    private static async Task<(TimeSpan ByHand, TimeSpan Package)> CompareAsync(
        TestSite site, Guid account, PackageExportPeople people, int size, TextWriter output, CancellationToken cancellation)
    {
        // Both orders, so that neither always finds the file in memory.
        var best = new Dictionary<bool, TimeSpan>();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {size:N0} people"));
        foreach (var byHand in new[] { true, false, false, true })
        {
            GC.Collect();
            using var peak = new PeakMemory();
            var start = Stopwatch.GetTimestamp();
            var bytes = byHand ? await people.ExportByHandAsync(size, cancellation) : await PackAsync(site, account, size, cancellation);
            var took = Stopwatch.GetElapsedTime(start);
            best[byHand] = best.TryGetValue(byHand, out var other) && other < took ? other : took;
            var (heap, workingSet) = peak.Stop();
            var verdict = byHand ? "" : heap <= MostHeapMiB ? $" (within {MostHeapMiB})" : $" (ABOVE {MostHeapMiB})";
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {(byHand ? "by hand" : "package"),-8} {took.TotalSeconds,7:0.00} s {size / took.TotalSeconds,10:N0} people/s  {bytes >> 20,5:N0} MiB file  heap at most {heap,4:N0} MiB{verdict}  working set at most {workingSet,4:N0} MiB"));
        }

        return (best[true], best[false]);
    }

    private static Task<Guid> OpenAsync(TestSite site, CancellationToken cancellation) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", EmailAddress.Of("customer@example.org"), "A Company", "a long walk by the river", services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
            cancellation))!.AccountId!.Value);

    private static async Task<long> PackAsync(TestSite site, Guid account, int size, CancellationToken cancellation)
    {
        var subject = await site.Services.GetRequiredService<Subjects>().OfAccountAsync(account, cancellation);
        var order = new PackageOrder(RowKeys.New(site.Time), account, "BENCH-MARK", nameof(Right.Access), subject, []);
        var package = await site.Services.GetRequiredService<PackageBuilder>().BuildAsync(order, cancellation);
        return package.Records > size ? package.Bytes : throw new InvalidOperationException(
            $"The figures mean nothing: the package holds {package.Records} records.");
    }
}
