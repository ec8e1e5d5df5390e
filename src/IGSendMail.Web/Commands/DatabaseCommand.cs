using System.CommandLine;
using System.Globalization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Demo;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary><c>database migrate</c></summary>
internal static class DatabaseCommand
{
    public static Command Build()
    {
        var migrate = new Command("migrate", "Makes the database and the vault, or brings them up to date.");
        migrate.SetAction((_, cancellation) => CommandHost.RunAsync(MigrateAsync, cancellation, VerbNeeds.Nothing));
        return new Command("database", "The database.") { migrate };
    }

    private static async Task<int> MigrateAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var environment = services.GetRequiredService<IHostEnvironment>();
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        var db = services.GetRequiredService<IGSendMailContext>();
        var all = db.Database.GetMigrations().Count() + vault.Database.GetMigrations().Count();
        await VerbProgress.OnConsole().WatchAsync(
            async token =>
            {
                await services.MigrateAsync(token);
                return true;
            },
            async token => $"{await AppliedAsync(services, token)} of {all} migrations",
            cancellation);
        await services.RefuseDemonstrationAsync(environment, cancellation);
        if (await SharedFolder.LookAsync(db, services.GetRequiredService<SiteFolders>().Data, cancellation) == FolderFinding.Shared)
        {
            await services.MarkUseAsync(environment, cancellation);
        }

        await db.WriteAsync(
            WriteUrgency.Interactive,
            inside => services.GetRequiredService<AuditTrail>()
                .AppendAsync(db, new(OperatorActs.DatabaseMigrated, AuditActor.Operator), inside).AsTask(),
            cancellation);
        var applied = await AppliedAsync(services, cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{applied} of {all} migrations are there: the database and the vault are up to date."));
        return 0;
    }

    /// <summary>Asks beside the verb, and never a database that is not there yet: asking would make an empty file.</summary>
    private static async Task<int> AppliedAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var vault = await services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        var applied = 0;
        foreach (var database in new[] { vault.Database, db.Database })
        {
            applied += await database.CanConnectAsync(cancellation) ? (await database.GetAppliedMigrationsAsync(cancellation)).Count() : 0;
        }

        return applied;
    }
}
