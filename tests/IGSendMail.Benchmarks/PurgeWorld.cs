using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Benchmarks;

/// <summary>
/// A real site with accounts that were opened, and some of them cancelled, through its own services. Each has a list with
/// people; their rows are put into the file directly, sealed content of usual size under the account's key.
/// </summary>
internal sealed class PurgeWorld : IAsyncDisposable
{
    /// <summary>The lists of a cancelled account are due by now; the account itself is not yet.</summary>
    private const int DaysPassed = 28;

    private const int InOneTransaction = 50_000;
    private readonly MovedClock _clock = new();
    private readonly List<Guid> _due = [];
    private readonly List<Guid> _live = [];

    private PurgeWorld()
    {
        Site = new TestSite();
        Site.WithServices(services => services
            .AddSingleton<TimeProvider>(_clock)
            // Nobody signs in here: thousands of passwords need not be costly to guess.
            .Configure<PasswordHasherOptions>(options => options.IterationCount = 1));
    }

    public TestSite Site { get; }

    public TimeProvider Clock => _clock;

    /// <summary>The cancelled accounts whose lists must go by now, in key order.</summary>
    public IReadOnlyList<Guid> Due => _due;

    public string DatabaseFile => Path.Combine(Site.DataFolder, "igsendmail.db");

    /// <summary>Makes it: cancelled and live accounts in turns, with so many people each.</summary>
    public static async Task<PurgeWorld> MakeAsync(
        (int Accounts, int People) due, (int Accounts, int People) live, CancellationToken cancellation)
    {
        var world = new PurgeWorld();
        try
        {
            await world.OpenAccountsAsync(due.Accounts, live.Accounts, cancellation);
            await world.FillAsync(due.People, live.People, cancellation);
            foreach (var account in world._due)
            {
                await world.Site.InScopeAsync(services =>
                    services.GetRequiredService<Cancellation>().CancelAsync(account, cancellation));
            }

            await world.PassAsync(DaysPassed, cancellation);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>Lets days pass; the rules are applied on each of them.</summary>
    public async Task PassAsync(int days, CancellationToken cancellation)
    {
        for (var day = 0; day < days; day++)
        {
            await Site.Services.GetRequiredService<RetentionJob>().RunAsync(cancellation);
            _clock.Advance(TimeSpan.FromDays(1));
        }

        // Every measurement begins with an empty write-ahead log.
        await using var db = await Site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        await db.Engine.ScrubAsync(db, cancellation);
    }

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    private async Task OpenAccountsAsync(int due, int live, CancellationToken cancellation)
    {
        while (_due.Count < due || _live.Count < live)
        {
            // In turns as their numbers are, so that what is due lies strewn among what stays.
            var into = (long)_due.Count * live <= (long)_live.Count * due ? _due : _live;
            var number = _due.Count + _live.Count;
            into.Add(await Site.InScopeAsync(async services =>
                (await services.GetRequiredService<Registration>().RegisterAsync(
                    new NewAccount("A Person", EmailAddress.Of($"person{number}@example.org"), "A Company", "a long walk by the river", services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
                    cancellation))!.AccountId!.Value));
        }

        _due.Sort();
        _live.Sort();
    }

    private async Task FillAsync(int duePeople, int livePeople, CancellationToken cancellation)
    {
        await using var connection = new SqliteConnection($"Data Source={DatabaseFile}");
        await connection.OpenAsync(cancellation);
        await using (var pragma = connection.CreateCommand())
        {
            // Only while it is filled: what is measured is as durable as always.
            pragma.CommandText = "PRAGMA synchronous = OFF";
            await pragma.ExecuteNonQueryAsync(cancellation);
        }

        var rows = new PurgeRows(connection, _clock.GetUtcNow());
        var due = _due.ToHashSet();
        var transaction = (SqliteTransaction)await connection.BeginTransactionAsync(cancellation);
        long written = 0;
        foreach (var account in _due.Concat(_live).Order())
        {
            var people = due.Contains(account) ? duePeople : livePeople;
            await rows.AddListAsync(transaction, account, people, await ContentOfAsync(account, cancellation), cancellation);
            if ((written += people) >= InOneTransaction)
            {
                await transaction.CommitAsync(cancellation);
                await transaction.DisposeAsync();
                (transaction, written) = ((SqliteTransaction)await connection.BeginTransactionAsync(cancellation), 0);
            }
        }

        await transaction.CommitAsync(cancellation);
        await transaction.DisposeAsync();
    }

    /// <summary>A person as an import seals them. The purge never opens it: it serves for all rows of the account.</summary>
    private async Task<byte[]> ContentOfAsync(Guid account, CancellationToken cancellation) =>
        (await Site.Services.GetRequiredService<Sealer>().SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(account), account), new SubscriberContent(
            "person1234567@example.org", new OrderedDictionary<string, string>
            {
                ["city"] = "Springfield",
                ["note"] = "a note of usual length about person 1234567",
            }), cancellation)).Envelope;
}
