using System.Globalization;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>Finding the few accounts whose time is up among very many, page by page as a retention run does it.</summary>
internal sealed class FindDue : IBenchmark
{
    private const int Page = 200;
    private const int Times = 20;
    private const double MostMilliseconds = 50;
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Name => "find-due";

    public string Measures => "the search for accounts whose time is up, against a query by hand; size is accounts";

    public int StandardSize => 1_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        await using var site = new TestSite();
        site.WithServices(services => services.AddSingleton(Clock));
        var accounts = new FindDueAccounts(site, site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Commitments);
        await accounts.FillAsync(size, cancellation);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {size:N0} accounts, {accounts.Cancelled:N0} of them cancelled, {accounts.Closed:N0} closed"));
        foreach (var scope in RetentionCauses.Scopes)
        {
            await CompareAsync(site, accounts, scope, output, cancellation);
        }
    }

    private static async Task CompareAsync(
        TestSite site, FindDueAccounts accounts, ErasureScope scope, TextWriter output, CancellationToken cancellation)
    {
        var (product, found) = await MeasureAsync(() => FindAsync(site, accounts.Now, scope, cancellation));
        var (byHand, known) = await MeasureAsync(() => accounts.FindByHandAsync(scope, cancellation));
        if (!found.SequenceEqual(known) || known.Count == 0)
        {
            throw new InvalidOperationException($"The figures mean nothing: {found.Count} accounts were found, {known.Count} by hand.");
        }

        var later = product.Skip(1).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{scope,-14} {known.Count,5:N0} due: first {product[0]:0.0} ms, then median {later[later.Count / 2]:0.0} ms, longest {later[^1]:0.0} ms ({(later[^1] <= MostMilliseconds ? "within" : "ABOVE")} {MostMilliseconds} ms); by hand median {byHand.Order().ElementAt(byHand.Count / 2):0.0} ms"));
    }

    private static async Task<(List<double> Milliseconds, List<Guid> Found)> MeasureAsync(Func<Task<List<Guid>>> find)
    {
        var times = new List<double>();
        List<Guid> found = [];
        for (var i = 0; i < Times; i++)
        {
            var start = Clock.GetTimestamp();
            found = await find();
            times.Add(Clock.GetElapsedTime(start).TotalMilliseconds);
        }

        return (times, found);
    }

    private static Task<List<Guid>> FindAsync(TestSite site, DateTimeOffset now, ErasureScope scope, CancellationToken cancellation) => site.InDatabaseAsync(async db =>
    {
        var found = new List<Guid>();
        DueDeletion? last = null;
        IReadOnlyList<DueDeletion> page;
        do
        {
            page = await DueDeletions.FindAsync(db, scope, now, last, Page, cancellation);
            found.AddRange(page.Select(d => d.AccountId));
            last = page.Count > 0 ? page[^1] : last;
        }
        while (page.Count == Page);
        return found;
    });
}
