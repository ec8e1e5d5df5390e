using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>What people wait for a small write while a retention run deletes the lists of many accounts.</summary>
internal sealed class LatencyBesideRetention : IBenchmark
{
    private const int PeopleEach = 5_000;

    public string Name => "latency-beside-retention";

    public string Measures => "small writes beside a retention run over many accounts against the same writes alone; size is people that go";

    public int StandardSize => 1_000_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        var accounts = Math.Max(1, size / PeopleEach);
        await using var world = await PurgeWorld.MakeAsync((accounts, PeopleEach), (accounts, PeopleEach), cancellation);
        var writer = await world.Site.InScopeAsync(async services => (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("A Person", EmailAddress.Of("writer@example.org"), "A Company", "a long walk by the river", services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
            cancellation))!);
        var writes = new SmallWrites(world.Site, writer, world.Clock);
        var alone = await writes.AloneAsync(cancellation);
        var start = world.Clock.GetTimestamp();
        var beside = await writes.BesideAsync(
            () => world.Site.Services.GetRequiredService<RetentionJob>().RunAsync(cancellation), cancellation);
        var took = world.Clock.GetElapsedTime(start);
        var left = await world.Site.InDatabaseAsync(db => db.Subscribers().CountAsync(cancellation));
        if (left != accounts * PeopleEach)
        {
            throw new InvalidOperationException($"The figures mean nothing: {left} people are left.");
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{accounts * PeopleEach:N0} people of {accounts:N0} accounts deleted in {took.TotalSeconds:0.0} s"));
        beside.PrintAgainst(alone, output);
    }
}
