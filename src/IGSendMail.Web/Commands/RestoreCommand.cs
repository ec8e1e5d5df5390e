using System.CommandLine;
using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Backups;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary><c>backup restore</c>: it must work where the database is lost or damaged, so it opens the vault alone before the backup is in place.</summary>
internal static class RestoreCommand
{
    public static Command Build()
    {
        var restore = new Command("restore", """
            Puts a backup in the place of database and files, and makes true again what people were told since. The site must be stopped. What it
            replaces is kept for a week. May be killed: give it again, and it goes on.
            """);
        var folder = BackupCommand.Folder(restore, "The folder of the backup.");
        restore.SetAction((parsed, cancellation) => BackupCommand.SaidAsync(async progress =>
        {
            await PlaceAsync(new BackupFolder(Path.GetFullPath(parsed.GetRequiredValue(folder))), progress, cancellation);
            return await CommandHost.RunAsync(FinishAsync, cancellation, VerbNeeds.Database);
        }));
        return restore;
    }

    private static async Task PlaceAsync(BackupFolder folder, VerbProgress progress, CancellationToken cancellation)
    {
        var builder = ProgramPlace.CreateBuilder();
        builder.AddSite(isVerb: true);
        await using var app = builder.Build();
        var services = app.Services;
        var folders = services.GetRequiredService<SiteFolders>();
        folders.Ready();
        FolderUse.Require(folders, app.Environment);
        if (!await services.GetRequiredService<DatabaseFile>().IsAloneAsync(cancellation))
        {
            throw new BackupException("The site or another verb is at work on these folders. Stop it first.");
        }

        await RequireVaultAsync(services, cancellation);
        var (placed, replaced) = await services.GetRequiredService<BackupPlacing>().PlaceAsync(
            folder, DatabaseOf(services), services.GetRequiredService<TimeProvider>().GetUtcNow(), progress.Of<int>(done => $"{done} files"), cancellation);
        progress.Close();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The backup of {placed.MadeAt:u} is in place."));
        Console.WriteLine($"What it replaced lies in {replaced} and is removed by the site after a week.");
        services.CloseFiles();
    }

    /// <summary>Without the vault nobody knows whether the backup is this site's, nor what people were told since.</summary>
    private static async Task RequireVaultAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        if ((vault.Database.GetDbConnection() is SqliteConnection file && !File.Exists(file.DataSource))
            || (await vault.Database.GetPendingMigrationsAsync(cancellation)).Any())
        {
            throw new BackupException(
                $"The vault in {services.GetRequiredService<SiteFolders>().Vault} is missing or not up to date. Restore its newest copy first, and if the program is newer than it, run: database migrate");
        }

        await services.CheckMasterAsync(cancellation);
    }

    private static string? DatabaseOf(IServiceProvider services)
    {
        using var db = services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();
        return db.Database.GetDbConnection() is SqliteConnection file ? file.DataSource : null;
    }

    private static async Task<int> FinishAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        await db.WriteAsync(WriteUrgency.Interactive, token => services.GetRequiredService<AuditTrail>()
            .AppendAsync(db, new(BackupActs.Restored, AuditActor.Operator), token).AsTask(), cancellation);
        return await ErasuresCommand.RunAsync(services, dryRun: false, acceptLoss: false, cancellation);
    }
}
