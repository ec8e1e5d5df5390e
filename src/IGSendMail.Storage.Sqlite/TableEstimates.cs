using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.Sqlite;

/// <summary>
/// What the planner is to expect of a table that may hold millions of rows. Without it SQLite takes every owner to have ten rows,
/// and reads all of an owner's to find one by a list of keys.
/// </summary>
/// <param name="Table">Name of the table.</param>
/// <param name="Index">Name of an index; that of the table itself stands for the key by which its rows lie together.</param>
/// <param name="Rows">Rows in all, and of them with one value of the first column, of the first two …, as in <c>sqlite_stat1</c>.</param>
public sealed record TableEstimate(string Table, string Index, string Rows);

/// <summary>Writes estimates where SQLite looks for them (https://sqlite.org/optoverview.html, "Manual control of query plans").</summary>
internal static class TableEstimates
{
    public static async Task WriteAsync(DbContext db, IReadOnlyList<TableEstimate> estimates, CancellationToken cancellation)
    {
        if (estimates.Count == 0 || !await IsThereAsync(db, estimates[0].Table, cancellation))
        {
            return;
        }

        // Makes the table of estimates, and a short one for this table, which has few rows.
        await db.Database.ExecuteSqlRawAsync("ANALYZE \"__EFMigrationsHistory\"", cancellation);
        foreach (var (table, index, rows) in estimates)
        {
            await db.Database.ExecuteSqlAsync($"DELETE FROM sqlite_stat1 WHERE tbl = {table} AND idx = {index}", cancellation);
            await db.Database.ExecuteSqlAsync($"INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ({table}, {index}, {rows})", cancellation);
        }

        // A connection reads them when it opens the file.
        SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
    }

    private static async Task<bool> IsThereAsync(DbContext db, string table, CancellationToken cancellation) =>
        await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = {table}").SingleAsync(cancellation) > 0;
}
