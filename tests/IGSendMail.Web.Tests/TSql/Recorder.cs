using System.Data;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace IGSendMail.Web.Tests.TSql;

/// <summary>Writes down what would be sent to the server, and answers that there is nothing.</summary>
internal sealed class Recorder : DbCommandInterceptor
{
    public List<string> Statements { get; } = [];

    /// <summary>The values that came with each statement, by name.</summary>
    public List<Dictionary<string, object?>> Values { get; } = [];

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Write(command);
        using var answer = new DataTable();
        if (command.CommandText.StartsWith("SELECT COUNT", StringComparison.Ordinal))
        {
            answer.Columns.Add("count", command.CommandText.StartsWith("SELECT COUNT_BIG", StringComparison.Ordinal) ? typeof(long) : typeof(int));
            answer.Rows.Add(0);
        }
        else if (command.CommandText.StartsWith("SELECT MAX", StringComparison.Ordinal))
        {
            answer.Columns.Add("newest", typeof(DateTime));
            answer.Rows.Add(DateTime.UnixEpoch);
        }

        return ValueTask.FromResult(InterceptionResult<DbDataReader>.SuppressWithResult(answer.CreateDataReader()));
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Write(command);
        return ValueTask.FromResult(InterceptionResult<int>.SuppressWithResult(0));
    }

    private void Write(DbCommand command)
    {
        Statements.Add(command.CommandText);
        Values.Add(command.Parameters.Cast<DbParameter>().ToDictionary(p => p.ParameterName, p => p.Value, StringComparer.Ordinal));
    }
}

/// <summary>Opens no connection.</summary>
internal sealed class NoServer : DbConnectionInterceptor
{
    public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
        DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(InterceptionResult.Suppress());
}
