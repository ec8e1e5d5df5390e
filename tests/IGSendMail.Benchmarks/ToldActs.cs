using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// Cancellations and their withdrawals through the service that the page calls, with the journal of what was told and without it: what the
/// promise that no restore undoes them costs.
/// </summary>
internal sealed class ToldActs : IBenchmark
{
    private const int Customers = 32;
    private static readonly TimeProvider Clock = TimeProvider.System;

    public string Name => "told-acts";

    public string Measures => "cancels accounts and takes it back so many times, 32 at once and alone, journaled and not; fails below 0.7 times the rate at 32";

    public int StandardSize => 2_000;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        await using var journaled = await SiteAsync(isJournaled: true, cancellation);
        await using var silent = await SiteAsync(isJournaled: false, cancellation);
        double with = 0, without = 0;
        for (var round = 0; round < 3; round++)
        {
            without = Math.Max(without, await RateAsync(silent, Customers, size, cancellation));
            with = Math.Max(with, await RateAsync(journaled, Customers, size, cancellation));
        }

        var aloneWithout = await RateAsync(silent, 1, size / 8, cancellation);
        var aloneWith = await RateAsync(journaled, 1, size / 8, cancellation);
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"32 at once: {with:N0} acts a second journaled, {without:N0} not, ratio {with / without:N2}; alone: {1000 / aloneWith:N2} ms an act journaled, {1000 / aloneWithout:N2} ms not"));
        if (with < 0.7 * without)
        {
            throw new InvalidOperationException("The journal costs more than three tenths of the rate.");
        }
    }

    private static async Task<TestSite> SiteAsync(bool isJournaled, CancellationToken cancellation)
    {
        var site = new TestSite();
        site.WithServices(services =>
        {
            services.AddSingleton(Clock);
            services.Configure<PasswordHasherOptions>(options => options.IterationCount = 1);
            if (!isJournaled)
            {
                services.AddScoped(provider => new IGSendMailContext(
                    provider.GetRequiredService<DbContextOptions<IGSendMailContext>>(), provider.GetRequiredService<StorageModel>(),
                    provider.GetRequiredService<WriteGate>(), Clock));
            }
        });
        for (var customer = 0; customer < Customers; customer++)
        {
            await site.InScopeAsync(services => services.GetRequiredService<Registration>().RegisterAsync(
                new NewAccount($"Customer {customer}", EmailAddress.Of($"customer{customer}@example.org"), "Example Ltd", "correct horse battery",
                    services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version)
                { NeedsNoProof = true }, cancellation));
        }

        return site;
    }

    private static async Task<double> RateAsync(TestSite site, int atOnce, int size, CancellationToken cancellation)
    {
        var accounts = await site.InDatabaseAsync(db => db.Accounts().Select(a => a.Id).Take(atOnce).ToListAsync(cancellation));
        var left = size / 2;
        var start = Clock.GetTimestamp();
        await Task.WhenAll(accounts.Select(async account =>
        {
            await Task.Yield();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await site.InScopeAsync(services => services.GetRequiredService<Cancellation>().CancelAsync(account, cancellation));
                await site.InScopeAsync(services => services.GetRequiredService<Cancellation>().UndoAsync(account, cancellation));
            }
        }));
        return size / 2 * 2 / Clock.GetElapsedTime(start).TotalSeconds;
    }
}
