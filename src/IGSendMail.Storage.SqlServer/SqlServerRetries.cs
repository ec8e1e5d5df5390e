using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IGSendMail.Storage.SqlServer;

/// <summary>The provider's own retries of transient faults, for everything but rows that are already being read.</summary>
internal sealed class SqlServerRetries(ExecutionStrategyDependencies dependencies)
    : SqlServerRetryingExecutionStrategy(dependencies)
{
    /// <summary>
    /// False, or every query would be read into memory whole before its first row is handed out: an account's export
    /// would hold all its people. Retried all the same is what runs inside the strategy: transactions, saves, and the
    /// start of a query.
    /// </summary>
    public override bool RetriesOnFailure => false;
}
