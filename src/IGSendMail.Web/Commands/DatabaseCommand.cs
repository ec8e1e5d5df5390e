using System.CommandLine;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Demo;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Commands;

/// <summary><c>database migrate</c></summary>
internal static class DatabaseCommand
{
    public static Command Build()
    {
        var migrate = new Command("migrate", "Makes the database and the vault, or brings them up to date.");
        migrate.SetAction((_, cancellation) => CommandHost.RunAsync(async (services, token) =>
        {
            var environment = services.GetRequiredService<IHostEnvironment>();
            await services.MigrateAsync(token);
            await services.RefuseDemonstrationAsync(environment, token);
            var db = services.GetRequiredService<IGSendMailContext>();
            if (await SharedFolder.LookAsync(db, services.GetRequiredService<SiteFolders>().Data, token) == FolderFinding.Shared)
            {
                await services.MarkUseAsync(environment, token);
            }

            await db.WriteAsync(
                WriteUrgency.Interactive,
                inside => services.GetRequiredService<AuditTrail>()
                    .AppendAsync(db, new(OperatorActs.DatabaseMigrated, AuditActor.Operator), inside).AsTask(),
                token);
            Console.WriteLine("The database and the vault are up to date.");
            return 0;
        }, cancellation, VerbNeeds.Nothing));

        return new Command("database", "The database.") { migrate };
    }
}
