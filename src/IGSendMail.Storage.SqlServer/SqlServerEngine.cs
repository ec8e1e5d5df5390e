using System.Globalization;
using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.SqlServer;

/// <summary>SQL Server: the production engine, several web replicas on one database.</summary>
public sealed class SqlServerEngine : IEngine
{
    /// <summary>The assembly of the application's migrations; null: the one of the context, which has none.</summary>
    public Assembly? Migrations { get; init; }

    /// <inheritdoc />
    public string Name => "SqlServer";

    /// <inheritdoc />
    public bool WritersTakeTurns => false;

    /// <inheritdoc />
    public bool CommitMayBeInDoubt => true;

    /// <summary>Most statements in one batch; null leaves it to the provider (<c>Database:MaxBatchSize</c>).</summary>
    public int? MaxBatchSize { get; init; }

    /// <summary>
    /// What keeps a connection string from protecting data on its way, or null: it must encrypt, and check whose
    /// certificate that is.
    /// </summary>
    public static string? UnsafeBecause(string connectionString)
    {
        SqlConnectionStringBuilder given;
        try
        {
            given = new SqlConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException)
        {
            return "is no connection string of SQL Server";
        }

        return given.Encrypt.Equals(SqlConnectionEncryptOption.Optional)
            ? "must encrypt the connection: remove Encrypt=false (encryption is the default), or use Encrypt=Strict"
            : given.TrustServerCertificate
            ? "must check the server's certificate: remove TrustServerCertificate and let this machine trust its issuer"
            : null;
    }

    /// <inheritdoc />
    /// <remarks>2627 is a constraint, 2601 a unique index.</remarks>
    public bool IsKeyViolation(Exception failure) => failure.GetBaseException() is SqlException { Number: 2627 or 2601 };

    /// <inheritdoc />
    public void Configure(DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlServer(connectionString, server =>
        {
            server.ExecutionStrategy(dependencies => new SqlServerRetries(dependencies));
            if (Migrations is { } migrations)
            {
                server.MigrationsAssembly(migrations);
            }

            if (MaxBatchSize is { } most)
            {
                server.MaxBatchSize(most);
            }
        });

    /// <inheritdoc />
    public void ConfigureConventions(ModelConfigurationBuilder builder) =>
        // Otherwise SQL Server's own types fit: uniqueidentifier, datetime2, varbinary.
        builder.Properties<Guid>().HaveConversion<GuidOrder>();

    /// <inheritdoc />
    public void ConfigureModel(ModelBuilder builder)
    {
        // Primary keys are clustered by default, so rows of one account lie together without further marks.
    }

    /// <inheritdoc />
    public Task MigrateAsync(DbContext db, CancellationToken cancellation) =>
        // EF holds a session lock (sp_getapplock), which a killed process releases with its connection.
        db.Database.MigrateAsync(cancellation);

    /// <inheritdoc />
    /// <remarks>The provider batches rows itself.</remarks>
    public Task InsertAsync<T>(DbContext db, IReadOnlyList<T> rows, CancellationToken cancellation) where T : class
    {
        db.AddRange(rows);
        return db.SaveChangesAsync(cancellation);
    }

    /// <inheritdoc />
    public Task<int> PurgeSliceAsync(
        DbContext db, PurgeTarget target, Guid value, int most, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            SqlServerStatements.DeleteSlice(target, "="),
            [new SqlParameter("@value", GuidOrder.ToServer(value)), new SqlParameter("@most", SqlServerStatements.Bounded(most))],
            cancellation);

    /// <inheritdoc />
    public Task<int> ExpireSliceAsync(
        DbContext db, PurgeTarget target, DateTimeOffset before, int most, CancellationToken cancellation) =>
        db.Database.ExecuteSqlRawAsync(
            SqlServerStatements.DeleteSlice(target, "<"),
            [new SqlParameter("@value", before.UtcDateTime), new SqlParameter("@most", SqlServerStatements.Bounded(most))],
            cancellation);

    /// <inheritdoc />
    public Task<bool> TryCopyAsync(DbContext db, string file, CancellationToken cancellation) => Task.FromResult(false);

    /// <inheritdoc />
    public Task<bool> ScrubAsync(DbContext db, CancellationToken cancellation) =>
        // Pages of a server are the server's; encryption at rest and its own ghost clean-up see to them.
        Task.FromResult(true);

    /// <inheritdoc />
    public Task ProtectAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation) =>
        // Here it is a matter of grants, which a program must not give itself: docs/operations/grants.sql.
        Task.CompletedTask;

    /// <inheritdoc />
    public async Task<string?> ProtectionProblemAsync(
        DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation)
    {
        foreach (var table in tables)
        {
            foreach (var right in new[] { "UPDATE", "DELETE" })
            {
                if (await HasRightAsync(db, table.Name, right, cancellation))
                {
                    return $"The database user of the site has the right to {right} {table.Name}. "
                        + "Run docs/operations/grants.sql and let the site sign in as a member of igsendmail_web.";
                }
            }
        }

        return null;
    }

    /// <inheritdoc />
    public Task<bool> MayDeleteAsync(DbContext db, string table, CancellationToken cancellation) =>
        HasRightAsync(db, table, "DELETE", cancellation);

    /// <inheritdoc />
    /// <remarks>Where it is allowed only, a transaction has to ask for it, and none of ours does.</remarks>
    public async Task<string?> LossProblemAsync(DbContext db, CancellationToken cancellation) =>
        await db.Database.SqlQueryRaw<int>(SqlServerStatements.DelayedDurability).SingleAsync(cancellation) == SqlServerStatements.Forced
            ? $"may lose commits that were answered (DELAYED_DURABILITY = FORCED), and with them what people were told. "
                + $"Change that with: ALTER DATABASE [{db.Database.GetDbConnection().Database}] SET DELAYED_DURABILITY = DISABLED"
            : null;

    private static Task<bool> HasRightAsync(DbContext db, string table, string right, CancellationToken cancellation) => db.Database
        .SqlQueryRaw<bool>(SqlServerStatements.HasRight, new SqlParameter("@table", $"[{table}]"), new SqlParameter("@right", right))
        .SingleAsync(cancellation);
}

/// <summary>SQL Server's own purge statements; the SQLite ones stand in that engine's project.</summary>
internal static class SqlServerStatements
{
    /// <summary>Above 5,000 locks SQL Server locks the whole table.</summary>
    public const int LockEscalation = 5_000;

    public const string HasRight =
        "SELECT CAST(COALESCE(HAS_PERMS_BY_NAME(@table, N'OBJECT', @right), 0) AS bit) AS [Value]";

    /// <summary>0: disabled, 1: allowed, 2: forced (https://learn.microsoft.com/sql/relational-databases/logs/control-transaction-durability).</summary>
    public const string DelayedDurability =
        "SELECT COALESCE((SELECT CAST([delayed_durability] AS int) FROM [sys].[databases] WHERE [database_id] = DB_ID()), 0) AS [Value]";

    public const int Forced = 2;

    public static int Bounded(int most) => Math.Min(most, LockEscalation - 500);

    public static string DeleteSlice(PurgeTarget target, string comparison)
    {
        var order = comparison == "=" ? string.Join(", ", target.KeyColumns.Select(k => $"[{k}]")) : $"[{target.Column}]";
        return string.Create(CultureInfo.InvariantCulture, $"""
            WITH [slice] AS (
                SELECT TOP (@most) * FROM [{target.Table}] WHERE [{target.Column}] {comparison} @value{Unless(target)} ORDER BY {order})
            DELETE FROM [slice];
            """);
    }

    private static string Unless(PurgeTarget target) => target.Unless is not { } unless
        ? ""
        : $"""
             AND NOT EXISTS (SELECT 1 FROM [{unless.Table}] WHERE [{unless.Table}].[{unless.WhileNull}] IS NULL
                    AND [{unless.Table}].[{unless.Match}] = [{target.Table}].[{unless.Column}])
            """;
}
