using System.Globalization;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>What people wait for a small write while a large account is purged and another one imports a list.</summary>
internal sealed class LatencyBesidePurge : IBenchmark
{
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Name => "latency-beside-purge";

    public string Measures => "small writes beside a purge and an import against the same writes alone; size is people purged and imported";

    public int StandardSize => 200_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        // The real clock: slices learn from how long they take.
        await using var site = new TestSite();
        site.WithServices(services => services.AddSingleton(Clock));
        var people = Csv(size);
        var purged = await OpenAsync(site, "purged@example.org", cancellation);
        await UploadAsync(site, purged, people, cancellation);
        await site.Services.GetRequiredService<ImportWork>().RunAsync(cancellation);
        var importing = await OpenAsync(site, "importing@example.org", cancellation);
        var writer = await OpenAsync(site, "writer@example.org", cancellation);

        var writes = new SmallWrites(site, writer, Clock);
        var alone = await writes.AloneAsync(cancellation);

        await UploadAsync(site, importing, people, cancellation);
        await OrderAsync(site, purged, cancellation);
        var start = Clock.GetTimestamp();
        TimeSpan[] took = [];
        var beside = await writes.BesideAsync(async () => took = await Task.WhenAll(
            TimedAsync(() => site.Services.GetRequiredService<ErasureWork>().RunAsync(cancellation)),
            TimedAsync(() => site.Services.GetRequiredService<ImportWork>().RunAsync(cancellation))), cancellation);

        await CheckAsync(site, importing, size);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"purge of {size:N0} people {took[0].TotalSeconds:0.0} s, import of {size:N0} people {took[1].TotalSeconds:0.0} s, side by side"));
        beside.PrintAgainst(alone, output);

        async Task<TimeSpan> TimedAsync(Func<Task> work)
        {
            await Task.Run(work, cancellation);
            return Clock.GetElapsedTime(start);
        }
    }

    private static byte[] Csv(int size)
    {
        var csv = new StringBuilder("email,city,note\r\n");
        for (var i = 0; i < size; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"person{i}@example.org,Springfield,a note of usual length about person {i}\r\n");
        }

        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    private static Task<User> OpenAsync(TestSite site, string address, CancellationToken cancellation) => site.InScopeAsync(async services =>
        (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", EmailAddress.Of(address), "A Company", "a long walk by the river", services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
            cancellation))!);

    private static Task UploadAsync(TestSite site, User user, byte[] people, CancellationToken cancellation) => site.InScopeAsync(async services =>
    {
        await services.UploadAsync(user.AccountId!.Value, "A list", new MemoryStream(people), cancellation);
        await services.GetRequiredService<ImportWork>().RunAsync(cancellation);
    });

    private static Task OrderAsync(TestSite site, User user, CancellationToken cancellation) => site.InScopeAsync(async services =>
    {
        var account = user.AccountId!.Value;
        var subject = await services.GetRequiredService<Subjects>().OfAccountAsync(account, cancellation);
        var db = services.GetRequiredService<IGSendMailContext>();
        await db.WriteAsync(WriteUrgency.Interactive, token => services.GetRequiredService<ErasureWork>().OrderAsync(
            db, "benchmark", new ErasureOrder(RequestCauses.Request, ErasureScope.Everything, subject, account, null, null), token), cancellation);
    });

    private static async Task CheckAsync(TestSite site, User importing, int size)
    {
        var (left, states) = await site.InDatabaseAsync(async db =>
            (await db.Subscribers().CountAsync(), await db.ErasureRuns().Select(r => r.State).ToListAsync()));
        var there = await site.InDatabaseAsync(db => db.Subscribers().CountAsync(s => s.AccountId == importing.AccountId));
        if (left != size || there != size || states is not [ErasureState.Done])
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture,
                $"The figures mean nothing: {left} people are left, {there} of the import, erasures {string.Join(", ", states)}."));
        }
    }
}
