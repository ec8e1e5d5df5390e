using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.PersonalData;
using IGSendMail.Web.Hosting;

namespace IGSendMail.Web.Commands;

/// <summary><c>data map</c> and <c>data adopt</c></summary>
internal static class DataCommand
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
    };

    public static Command Build()
    {
        var map = new Command("map", "Prints the inventory of personal data as JSON.");
        map.SetAction((_, cancellation) => CommandHost.RunAsync((services, _) =>
        {
            var page = InventoryPage.From(
                services.GetRequiredService<DataMap>(), services.GetRequiredService<RetentionRules>(),
                services.GetRequiredService<RetentionPeriods>(), services.GetRequiredService<PolicySnapshot>());
            Console.WriteLine(JsonSerializer.Serialize(page, Readable));
            return Task.FromResult(0);
        }, cancellation, VerbNeeds.Policy));
        var adopt = new Command("adopt", """
            Declares Data:Folder to be the one that all replicas on this database share, after the former one was lost.
            Export packages, uploaded files and sign-ins that lay there are gone; people ask, upload and sign in again.
            """);
        adopt.SetAction((_, cancellation) => CommandHost.RunAsync(AdoptAsync, cancellation, VerbNeeds.Database));
        return new Command("data", "What is held, and where.") { map, adopt };
    }

    private static async Task<int> AdoptAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var folder = services.GetRequiredService<DataOptions>().Folder;
        var db = services.GetRequiredService<IGSendMailContext>();
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            await SharedFolder.AdoptAsync(db, folder, token);
            await services.GetRequiredService<AuditTrail>()
                .AppendAsync(db, new(OperatorActs.DataFolderAdopted, AuditActor.Operator), token);
        }, cancellation);
        Console.WriteLine($"{folder} is the data folder of this database now. Start every replica again with it.");
        return 0;
    }
}
