using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.Sqlite;

/// <summary>Triggers that refuse to change or delete rows of append-only tables, whoever asks.</summary>
internal static class AppendOnlyTriggers
{
    public static async Task MakeAsync(DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation)
    {
        if (await MissingAsync(db, tables, cancellation) is not { Count: > 0 } missing)
        {
            return;
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        foreach (var trigger in missing)
        {
            await db.Database.ExecuteSqlRawAsync(trigger.Drop, cancellation);
            await db.Database.ExecuteSqlRawAsync(trigger.Sql, cancellation);
        }

        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Triggers that are not there, or not word for word as they should be.</summary>
    public static async Task<IReadOnlyList<Trigger>> MissingAsync(
        DbContext db, IReadOnlyList<AppendOnlyTable> tables, CancellationToken cancellation)
    {
        var there = await db.Database
            .SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE type = 'trigger'").ToListAsync(cancellation);
        return [.. tables.SelectMany(Triggers).Where(t => !there.Contains(t.Sql, StringComparer.Ordinal))];
    }

    private static IEnumerable<Trigger> Triggers(AppendOnlyTable table)
    {
        yield return Make(table, "update", "BEFORE UPDATE", "");
        yield return Make(table, "delete", "BEFORE DELETE", table.Cut is null ? "" : "WHEN " + NotCut(table.Cut));

        // INSERT OR REPLACE deletes what is in its way, and SQLite calls no delete trigger for that.
        var same = string.Join(" AND ", table.Key.Select(k => $"k.\"{k}\" = NEW.\"{k}\""));
        yield return Make(table, "replace", "BEFORE INSERT", $"WHEN EXISTS (SELECT 1 FROM \"{table.Name}\" k WHERE {same})");
    }

    private static string NotCut(CutRule cut)
    {
        var belongs = string.Join(" AND ", cut.Join.Select(j => $"o.\"{j.Ordering}\" = OLD.\"{j.Own}\""));
        return $"NOT EXISTS (SELECT 1 FROM \"{cut.OrderTable}\" o WHERE {belongs} AND o.\"{cut.OrderColumn}\" <= "
            + $"(SELECT MAX(c.\"{cut.CutColumn}\") FROM \"{cut.CutTable}\" c))";
    }

    private static Trigger Make(AppendOnlyTable table, string what, string when, string condition)
    {
        var name = $"{table.Name}_no_{what}";
        return new Trigger(name,
            $"CREATE TRIGGER \"{name}\" {when} ON \"{table.Name}\" {condition} BEGIN SELECT RAISE(ABORT, '{table.Name} is append-only'); END");
    }
}

/// <summary>A trigger by its name and the statement that makes it.</summary>
internal sealed record Trigger(string Name, string Sql)
{
    /// <summary>The statement that removes one of this name.</summary>
    public string Drop => $"DROP TRIGGER IF EXISTS \"{Name}\"";
}
