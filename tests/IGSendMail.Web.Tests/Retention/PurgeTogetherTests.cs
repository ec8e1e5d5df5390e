using IGSendMail.Privacy.Erasure;
using IGSendMail.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>Accounts that are due at once go in slices that reach over accounts; still each stands for itself.</summary>
public sealed class PurgeTogetherTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_slice_goes_on_to_the_next_account_and_touches_no_other()
    {
        var seen = new List<long>();
        SlowEngine.Under(_site, _ =>
        {
            seen.Add(PeopleSeenFromOutside());
            return TimeSpan.Zero;
        });
        await CancelledAsync(30, 20, 10);
        await _site.OpenAsync("other@example.com", people: 7);

        await PurgeAsync();

        // All three in one transaction: while it went on to the third, nobody else saw any of the first two gone.
        Assert.All(seen, people => Assert.Equal(67, people));
        Assert.True(seen.Count >= 3);
        Assert.Equal(7, PeopleSeenFromOutside());
        Assert.Equal(3, await DoneAsync());
    }

    [Fact]
    public async Task An_account_whose_rows_cannot_be_deleted_keeps_no_other_from_going()
    {
        Guid stuck = default;
        SlowEngine.Under(_site, of => of == stuck ? throw new IOException("The disk says no.") : TimeSpan.Zero);
        var accounts = await CancelledAsync(30, 20, 10);
        stuck = accounts[1];

        await PurgeAsync();

        Assert.Equal(20, PeopleSeenFromOutside());
        Assert.Equal(2, await DoneAsync());
        var tasks = await _site.InDatabaseAsync(db => db.ErasureTasks().AsNoTracking().Where(t => !t.Done).ToListAsync());
        Assert.All(tasks, task => Assert.Equal((nameof(IOException), 1), (task.LastFailure, task.Attempts)));

        stuck = default;
        _site.Time.Advance(TimeSpan.FromHours(1));
        await _site.RunRetentionAsync();

        Assert.Equal(0, PeopleSeenFromOutside());
        Assert.Equal(3, await DoneAsync());
    }

    [Fact]
    public async Task A_large_account_does_not_hold_up_the_small_ones()
    {
        _site.With("Erasure:Slice", "50");
        var order = new List<Guid>();
        SlowEngine.Under(_site, of =>
        {
            order.Add(of);
            return TimeSpan.FromMilliseconds(400);
        });
        var accounts = await CancelledAsync(1_000, 20, 10);

        await PurgeAsync();

        Assert.Equal(3, await DoneAsync());
        Assert.All(accounts.Skip(1), small => Assert.InRange(order.IndexOf(small), 1, 10));
        Assert.Equal(accounts[0], order[^1]);
    }

    /// <summary>Cancels accounts with lists of so many people; they fall due in this order.</summary>
    private async Task<List<Guid>> CancelledAsync(params int[] people)
    {
        var accounts = new List<Guid>();
        foreach (var size in people)
        {
            var account = await _site.OpenAsync($"customer{accounts.Count}@example.com", size);
            await _site.CancelAsync(account);
            accounts.Add(account);
            _site.Time.Advance(TimeSpan.FromMinutes(1));
        }

        return accounts;
    }

    private async Task PurgeAsync()
    {
        _site.Time.Advance(TimeSpan.FromDays(28));
        await _site.RunRetentionAsync();
    }

    private Task<int> DoneAsync() => _site.InDatabaseAsync(db => db.ErasureRuns().CountAsync(r => r.State == ErasureState.Done));

    private long PeopleSeenFromOutside()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_site.DataFolder, "igsendmail.db")};Pooling=False");
        connection.Open();
        using var count = connection.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM \"Subscribers\"";
        return (long)count.ExecuteScalar()!;
    }
}
