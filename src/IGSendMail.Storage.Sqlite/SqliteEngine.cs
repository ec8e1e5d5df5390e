using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace IGSendMail.Storage.Sqlite;

/// <summary>SQLite, embedded: the default engine. One writer, write-ahead log, deleted content overwritten.</summary>
public sealed class SqliteEngine : IEngine
{
    /// <summary>The assembly of the application's migrations; null: the one of the context, which has none.</summary>
    public Assembly? Migrations { get; init; }

    /// <summary>What the planner is to expect of the application's largest tables.</summary>
    public IReadOnlyList<TableEstimate> Estimates { get; init; } = [];

    /// <inheritdoc />
    public string Name => "Sqlite";

    /// <inheritdoc />
    public bool WritersTakeTurns => true;

    /// <inheritdoc />
    /// <remarks>No wire lies between us and the file. A test says true, to see what happens then.</remarks>
    public bool CommitMayBeInDoubt { get; init; }

    /// <inheritdoc />
    /// <remarks>SQLITE_CONSTRAINT_PRIMARYKEY and SQLITE_CONSTRAINT_UNIQUE.</remarks>
    public bool IsKeyViolation(Exception failure) =>
        failure.GetBaseException() is SqliteException { SqliteExtendedErrorCode: 1555 or 2067 };

    /// <inheritdoc />
    public void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(connectionString, sqlite =>
        {
            sqlite.ExecutionStrategy(dependencies => new SqliteRetries(dependencies));
            if (Migrations is { } migrations)
            {
                sqlite.MigrationsAssembly(migrations);
            }
        })
        .ReplaceService<IMigrationsSqlGenerator, RowsTogetherSqlGenerator>()
        .AddInterceptors(ConnectionPragmas.Instance);

    /// <inheritdoc />
    public void ConfigureConventions(ModelConfigurationBuilder builder) =>
        builder.Properties<Guid>().HaveConversion<GuidBytes>().HaveColumnType("BLOB");

    /// <inheritdoc />
    public void ConfigureModel(ModelBuilder builder)
    {
        // Nothing beyond the conventions: rows are laid together when the tables are made.
    }

    /// <inheritdoc />
    public Task MigrateAsync(DbContext db, CancellationToken cancellation) => SqliteMigration.RunAsync(db, Estimates, cancellation);

    /// <inheritdoc />
    public Task InsertAsync<T>(DbContext db, IReadOnlyList<T> rows, CancellationToken cancellation) where T : class =>
        SqliteInserts.RunAsync(db, rows, cancellation);

    /// <inheritdoc />
    public Task<int> PurgeSliceAsync(
        DbContext db, PurgeTarget target, Guid value, int most, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            SqliteStatements.PurgeSlice(target),
            [new SqliteParameter("@value", value.ToByteArray(bigEndian: true)), new SqliteParameter("@most", most)],
            cancellation);

    /// <inheritdoc />
    public Task<int> ExpireSliceAsync(
        DbContext db, PurgeTarget target, DateTimeOffset before, int most, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            SqliteStatements.DeleteSlice(target, "<"),
            [new SqliteParameter("@value", before.UtcDateTime), new SqliteParameter("@most", most)],
            cancellation);

    /// <inheritdoc />
    public async Task<bool> TryCopyAsync(DbContext db, string file, CancellationToken cancellation)
    {
        await SqliteFiles.CopyAsync(db, file, cancellation);
        return true;
    }

    /// <inheritdoc />
    public async Task<bool> ScrubAsync(DbContext db, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        try
        {
            await using var checkpoint = db.Database.GetDbConnection().CreateCommand();
            // While it waits for readers it keeps writers out: better a short try, and another one later. The next opening of the
            // connection sets the usual patience again; where the caller keeps it open, the scrub comes last.
            checkpoint.CommandText = "PRAGMA busy_timeout = 100; PRAGMA wal_checkpoint(TRUNCATE)";
            await using var answer = await checkpoint.ExecuteReaderAsync(cancellation);
            // The first statement answers too. The first column says whether others kept the log from being cut.
            return await answer.NextResultAsync(cancellation) && await answer.ReadAsync(cancellation) && answer.GetInt64(0) == 0;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <inheritdoc />
    public Task ProtectAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation) =>
        AppendOnlyTriggers.MakeAsync(db, tables, cancellation);

    /// <inheritdoc />
    public async Task<string?> ProtectionProblemAsync(
        DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation) =>
        await AppendOnlyTriggers.MissingAsync(db, tables, cancellation) is { Count: > 0 } missing
            ? $"The database lacks the triggers that keep entries from being changed ({string.Join(", ", missing.Select(t => t.Name))}). "
                + "Run the verb \"database migrate\", which makes them."
            : null;

    /// <inheritdoc />
    public Task<bool> MayDeleteAsync(DbContext db, string table, CancellationToken cancellation) =>
        // The file has no users; what may go is a matter of the triggers.
        Task.FromResult(true);

    /// <inheritdoc />
    /// <remarks>Each of our connections waits for the disk at a commit (<see cref="ConnectionPragmas"/>).</remarks>
    public Task<string?> LossProblemAsync(DbContext db, CancellationToken cancellation) => Task.FromResult<string?>(null);
}

/// <summary>SQLite's own purge statements; the SQL Server ones stand in that engine's project.</summary>
internal static class SqliteStatements
{
    /// <summary>
    /// Rows that lie together are cut off as a range up to the last key of the slice. A list of keys would be gathered and
    /// looked up one by one, which takes half as long again.
    /// </summary>
    public static string PurgeSlice(PurgeTarget target)
    {
        if (target is not { Unless: null, KeyColumns: [var first, var second] } || first != target.Column)
        {
            return DeleteSlice(target, "=");
        }

        var rows = $"FROM \"{target.Table}\" WHERE \"{first}\" = @value";
        return $"""
            DELETE {rows} AND "{second}" <= COALESCE(
                (SELECT "{second}" {rows} ORDER BY "{first}", "{second}" LIMIT 1 OFFSET @most - 1),
                (SELECT MAX("{second}") {rows}))
            """;
    }

    public static string DeleteSlice(PurgeTarget target, string comparison)
    {
        var keys = string.Join(", ", target.KeyColumns.Select(k => $"\"{k}\""));
        return string.Create(CultureInfo.InvariantCulture, $"""
            DELETE FROM "{target.Table}" WHERE ({keys}) IN (
                SELECT {keys} FROM "{target.Table}" WHERE "{target.Column}" {comparison} @value{Unless(target)}
                ORDER BY {(comparison == "=" ? keys : $"\"{target.Column}\"")} LIMIT @most)
            """);
    }

    private static string Unless(PurgeTarget target) => target.Unless is not { } unless
        ? ""
        : $"""
             AND NOT EXISTS (SELECT 1 FROM "{unless.Table}" WHERE "{unless.Table}"."{unless.WhileNull}" IS NULL
                    AND "{unless.Table}"."{unless.Match}" = "{target.Table}"."{unless.Column}")
            """;
}
