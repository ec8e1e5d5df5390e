using System.Data.Common;
using IGSendMail.Migrations.Sqlite;
using IGSendMail.Storage.Sqlite;
using IGSendMail.Storage.SqlServer;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

/// <summary>Faults that pass, on a real SQLite file: the file is busy, or the answer to a commit is lost.</summary>
public sealed class TransientFaultTests
{
    [Fact]
    public async Task A_busy_file_is_tried_again_and_nobody_hears_of_it()
    {
        var faults = new Faults { BeforeStart = 2 };
        await using var storage = await TestStorage.SqliteAsync(s => With(s, faults));

        Assert.Equal(1, await WriteAsync(storage, faults));

        Assert.Equal(0, faults.BeforeStart);
        Assert.Equal(1, await CountAsync(storage));
    }

    [Fact]
    public async Task A_fault_in_the_middle_runs_the_whole_work_again_and_saves_it_once()
    {
        var faults = new Faults { InTheMiddle = 2 };
        await using var storage = await TestStorage.SqliteAsync(s => With(s, faults));

        Assert.Equal(3, await WriteAsync(storage, faults));

        Assert.Equal(1, await CountAsync(storage));
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_looked_up_and_not_repeated()
    {
        var faults = new Faults { AfterCommit = 1 };
        await using var storage = await TestStorage.SqliteAsync(s => With(s, faults), new SqliteEngine { Migrations = SqliteMigrations.Assembly, CommitMayBeInDoubt = true });

        Assert.Equal(1, await WriteAsync(storage, faults));

        Assert.Equal(0, faults.AfterCommit);
        Assert.Equal(1, await CountAsync(storage));
    }

    [Fact]
    public async Task A_commit_that_failed_is_repeated()
    {
        var faults = new Faults { BeforeCommit = 1 };
        await using var storage = await TestStorage.SqliteAsync(s => With(s, faults), new SqliteEngine { Migrations = SqliteMigrations.Assembly, CommitMayBeInDoubt = true });

        Assert.Equal(2, await WriteAsync(storage, faults));

        Assert.Equal(1, await CountAsync(storage));
    }

    [Fact]
    public async Task A_fault_that_does_not_pass_is_reported_in_the_end()
    {
        var faults = new Faults { BeforeStart = 100 };
        await using var storage = await TestStorage.SqliteAsync(s => With(s, faults));

        await Assert.ThrowsAsync<RetryLimitExceededException>(() => WriteAsync(storage, faults));
        faults.BeforeStart = 0;

        Assert.Equal(0, await CountAsync(storage));
        await WriteAsync(storage, faults);
    }

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("SqlServer")]
    public void Neither_engine_reads_a_query_into_memory_for_the_sake_of_retries(string engine)
    {
        IEngine made = engine == "Sqlite" ? new SqliteEngine() : new SqlServerEngine();
        var options = new DbContextOptionsBuilder();
        made.Configure(options, engine == "Sqlite" ? "Data Source=never-opened.db" : "Server=never-opened;Database=IGSendMail");
        using var db = new DbContext(options.Options);

        var strategy = db.Database.CreateExecutionStrategy();

        Assert.IsAssignableFrom<ExecutionStrategy>(strategy);
        Assert.False(strategy.RetriesOnFailure);
    }

    private static void With(IServiceCollection services, Faults faults) =>
        services.ConfigureDbContext<IGSendMailContext>(options => options.AddInterceptors(faults));

    /// <summary>Writes one row and returns how often the work ran.</summary>
    private static async Task<int> WriteAsync(TestStorage storage, Faults faults)
    {
        var runs = 0;
        await using var db = storage.Open();
        faults.Armed = true;
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            runs++;
            db.Add(new Lease { Name = "a", FencingToken = 1, ExpiresAt = DateTimeOffset.UnixEpoch });
            await db.SaveChangesAsync(token);
            faults.Middle();
        }, default);
        faults.Armed = false;
        return runs;
    }

    private static async Task<int> CountAsync(TestStorage storage)
    {
        await using var db = storage.Open();
        return await db.Set<Lease>().CountAsync();
    }

    private sealed class Faults : DbTransactionInterceptor
    {
        public bool Armed { get; set; }

        public int BeforeStart { get; set; }

        public int InTheMiddle { get; set; }

        public int BeforeCommit { get; set; }

        public int AfterCommit { get; set; }

        public void Middle()
        {
            if (InTheMiddle-- > 0)
            {
                throw Busy();
            }
        }

        public override ValueTask<InterceptionResult<DbTransaction>> TransactionStartingAsync(
            DbConnection connection, TransactionStartingEventData eventData, InterceptionResult<DbTransaction> result,
            CancellationToken cancellationToken = default)
        {
            if (Armed && BeforeStart > 0)
            {
                BeforeStart--;
                throw Busy();
            }

            return base.TransactionStartingAsync(connection, eventData, result, cancellationToken);
        }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result,
            CancellationToken cancellationToken = default)
        {
            if (Armed && BeforeCommit > 0)
            {
                BeforeCommit--;
                throw Busy();
            }

            return base.TransactionCommittingAsync(transaction, eventData, result, cancellationToken);
        }

        public override Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            if (Armed && AfterCommit > 0)
            {
                AfterCommit--;
                throw Busy();
            }

            return base.TransactionCommittedAsync(transaction, eventData, cancellationToken);
        }

        private static SqliteException Busy() => new("database is locked", 5);
    }
}
