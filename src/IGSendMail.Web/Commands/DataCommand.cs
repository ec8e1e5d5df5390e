using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;
using IGSendMail.Web.Features.PersonalData;

namespace IGSendMail.Web.Commands;

/// <summary><c>data map</c></summary>
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
                services.GetRequiredService<DataMap>(),
                services.GetRequiredService<PolicyShelf>().InForce.Commitments,
                services.GetRequiredService<RetentionPeriods>());
            Console.WriteLine(JsonSerializer.Serialize(page, Readable));
            return Task.FromResult(0);
        }, cancellation, VerbNeeds.Policy));
        return new Command("data", "What is held.") { map };
    }
}
