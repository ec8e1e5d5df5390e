using System.CommandLine;
using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;

namespace IGSendMail.Web.Commands;

/// <summary><c>database migrate</c></summary>
internal static class DatabaseCommand
{
    public static Command Build()
    {
        var migrate = new Command("migrate", "Makes the database and the vault, or brings them up to date.");
        migrate.SetAction((_, cancellation) => CommandHost.RunAsync(async (services, token) =>
        {
            await services.MigrateAsync(token);
            var db = services.GetRequiredService<IGSendMailContext>();
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
