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

        if (!await IsThereAsync(db, "sqlite_stat1", cancellation))
        {
            // Makes the table of estimates, and one for this short table.
            await db.Database.ExecuteSqlRawAsync("ANALYZE \"__EFMigrationsHistory\"", cancellation);
        }

        var changes = 0;
        foreach (var (table, index, rows) in estimates)
        {
            // The new one first: killed in between, the table is not without any.
            changes += await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO sqlite_stat1 (tbl, idx, stat) SELECT {table}, {index}, {rows}
                WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE tbl = {table} AND idx = {index} AND stat = {rows})
                """, cancellation);
            changes += await db.Database.ExecuteSqlAsync(
                $"DELETE FROM sqlite_stat1 WHERE tbl = {table} AND idx = {index} AND stat <> {rows}", cancellation);
        }

        if (changes > 0)
        {
            // A connection reads them when it opens the file.
            SqliteConnection.ClearPool((SqliteConnection)db.Database.GetDbConnection());
        }
    }

    private static async Task<bool> IsThereAsync(DbContext db, string table, CancellationToken cancellation) =>
        await db.Database.SqlQuery<int>($"SELECT COUNT(*) AS Value FROM sqlite_master WHERE type = 'table' AND name = {table}").SingleAsync(cancellation) > 0;
}
