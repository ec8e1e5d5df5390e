using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace IGSendMail.Storage.Sqlite;

/// <summary>
/// Inserts with one prepared statement a table. The provider prepares a statement anew for each row, which costs several
/// times as much as the row.
/// </summary>
internal static class SqliteInserts
{
    public static async Task RunAsync<T>(DbContext db, IReadOnlyList<T> rows, CancellationToken cancellation) where T : class
    {
        if (rows.Count == 0)
        {
            return;
        }

        var transaction = db.Database.CurrentTransaction
            ?? throw new InvalidOperationException("Rows are inserted inside WriteAsync.");
        var entity = db.Model.FindEntityType(typeof(T))
            ?? throw new ArgumentException($"{typeof(T).Name} is no table.", nameof(rows));
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = transaction.GetDbTransaction();
        var columns = ColumnsOf(entity, command);
        // Names come from the model only.
        command.CommandText =
            $"INSERT INTO \"{entity.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.Name}\""))}) "
            + $"VALUES ({string.Join(", ", columns.Select(c => c.Parameter.ParameterName))})";
        foreach (var row in rows)
        {
            foreach (var column in columns)
            {
                var value = column.Property.PropertyInfo!.GetValue(row);
                column.Parameter.Value = (column.Converter is { } convert ? convert(value) : value) ?? DBNull.Value;
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static List<Column> ColumnsOf(IEntityType entity, DbCommand command)
    {
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!);
        var columns = new List<Column>();
        foreach (var property in entity.GetProperties())
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{columns.Count}";
            command.Parameters.Add(parameter);
            columns.Add(new(
                property, property.GetColumnName(table)!, parameter, property.GetTypeMapping().Converter?.ConvertToProvider));
        }

        return columns;
    }

    private sealed record Column(IProperty Property, string Name, DbParameter Parameter, Func<object?, object?>? Converter);
}
