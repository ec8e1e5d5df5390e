using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// Looks at database and vault before anything works with them: what is wrong is named by its folder, and under a wrong
/// master key nothing is changed.
/// </summary>
internal static class Databases
{
    /// <summary>Looks at what is there already; what is missing or behind is for somebody else to say.</summary>
    /// <exception cref="InvalidSettingException">A file cannot be used, or the key does not fit the vault; the message names the setting.</exception>
    public static async Task LookAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var file = services.GetRequiredService<DatabaseFile>();
        await file.RequireOwnLogAsync(cancellation);
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        // Each deletes nothing, and needs the right to.
        var hasVault = await LookAsync(
            file, vault, SiteFolders.VaultKey, () => vault.Secrets.Where(s => s.Name == "").ExecuteDeleteAsync(cancellation), cancellation);
        await LookAsync(
            file, db, SiteFolders.DataKey, () => db.Set<FolderMark>().Where(m => m.Id < 0).ExecuteDeleteAsync(cancellation), cancellation);
        if (hasVault)
        {
            await services.CheckMasterAsync(cancellation);
        }
    }

    /// <summary>
    /// Closes what an orderly end leaves open. The last one to close an SQLite file takes its log in, so that a copy of the file alone is whole,
    /// and a log beside it means a crash.
    /// </summary>
    public static void CloseFiles(this IServiceProvider services)
    {
        using var vault = services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContext();
        using var db = services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();
        foreach (var context in new DbContext[] { vault, db })
        {
            if (context.Database.GetDbConnection() is SqliteConnection connection)
            {
                SqliteConnection.ClearPool(connection);
            }
        }
    }

    /// <summary>True if both are there and up to date.</summary>
    public static async Task<bool> AreCurrentAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        try
        {
            await services.RequireMigratedAsync(cancellation);
            return true;
        }
        catch (NotMigratedException)
        {
            return false;
        }
    }

    private static async Task<bool> LookAsync(DatabaseFile known, DbContext context, string key, Func<Task> write, CancellationToken cancellation)
    {
        var file = context.Database.GetDbConnection() is SqliteConnection sqlite ? sqlite.DataSource : null;
        // Asking would make an empty SQLite file where there is none.
        if (file is not null ? !File.Exists(file) : !await context.Database.CanConnectAsync(cancellation))
        {
            return false;
        }

        try
        {
            var isMade = (await context.Database.GetAppliedMigrationsAsync(cancellation)).Any();
            if (isMade && file is not null)
            {
                await known.RequireWholeAsync(context, key, cancellation);
                await write();
            }

            return isMade;
        }
        catch (Exception wrong) when (wrong.GetBaseException() is SqliteException why)
        {
            throw new InvalidSettingException(key, $"holds {file}, which cannot be used: {StartProblems.Why(why)}", wrong);
        }
    }
}
