using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace IGSendMail.Storage.Sqlite;

/// <summary>
/// Tries again what another process kept from happening: SQLite itself waits for a busy file, and gives up in the end.
/// </summary>
internal sealed class SqliteRetries(ExecutionStrategyDependencies dependencies)
    : ExecutionStrategy(dependencies, maxRetryCount: 4, maxRetryDelay: TimeSpan.FromSeconds(1))
{
    private const int Busy = 5, Locked = 6;

    /// <summary>
    /// False, or every query would be read into memory whole before its first row is handed out. Retried all the same
    /// is what runs inside the strategy: transactions, saves, and the start of a query.
    /// </summary>
    public override bool RetriesOnFailure => false;

    protected override bool ShouldRetryOn(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: Busy or Locked };
}
