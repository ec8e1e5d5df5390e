using System.Globalization;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Tests.Upgrade;

/// <summary>Every value of a database file, by table, key and column, read past the program.</summary>
internal sealed class Rows
{
    /// <summary>The tool's own tables: their content is what an upgrade changes.</summary>
    private static readonly string[] NotOurs = ["__EFMigrationsHistory", "__EFMigrationsLock"];

    private readonly Dictionary<string, Dictionary<string, string>> _values = new(StringComparer.Ordinal);

    /// <summary>Values of a column by key: <c>Table.Column</c>.</summary>
    public IReadOnlyDictionary<string, Dictionary<string, string>> Columns => _values;

    /// <param name="keys">The key columns of each table; null: as this file declares them.</param>
    public static Rows Of(string file, IReadOnlyDictionary<string, string[]>? keys = null)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var rows = new Rows();
        foreach (var (table, key) in keys ?? Keys(connection))
        {
            rows.Read(connection, table, key);
        }

        return rows;
    }

    /// <summary>The key columns of every table of a file.</summary>
    public static IReadOnlyDictionary<string, string[]> KeysOf(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Keys(connection);
    }

    /// <summary>What a query answers: the first column is the key, the second the value.</summary>
    public static Dictionary<string, string> Ask(string file, string query)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return List(connection, query).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
    }

    private void Read(SqliteConnection connection, string table, string[] key)
    {
        var columns = List(connection, $"SELECT name FROM pragma_table_info('{table}')").Select(row => row[0][1..^1]).ToList();
        if (key.Except(columns, StringComparer.Ordinal).Any())
        {
            return;
        }

        foreach (var row in List(connection, $"SELECT {string.Join(", ", columns.Select(c => $"\"{c}\""))} FROM \"{table}\""))
        {
            var name = string.Join(' ', key.Select(k => row[columns.IndexOf(k)]));
            for (var i = 0; i < columns.Count; i++)
            {
                var column = $"{table}.{columns[i]}";
                if (!_values.TryGetValue(column, out var values))
                {
                    _values[column] = values = new Dictionary<string, string>(StringComparer.Ordinal);
                }

                values[name] = row[i];
            }
        }
    }

    private static Dictionary<string, string[]> Keys(SqliteConnection connection) =>
        List(connection, """
            SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND c.pk > 0 ORDER BY m.name, c.pk
            """)
            .Select(row => (Table: row[0][1..^1], Column: row[1][1..^1]))
            .Where(row => !NotOurs.Contains(row.Table))
            .GroupBy(row => row.Table, row => row.Column, StringComparer.Ordinal)
            .ToDictionary(table => table.Key, table => table.ToArray(), StringComparer.Ordinal);

    private static List<string[]> List(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            var row = new string[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = Written(reader.GetValue(i));
            }

            rows.Add(row);
        }

        return rows;
    }

    private static string Written(object value) => value switch
    {
        DBNull => "NULL",
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        string text => $"'{text}'",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
