using System.CommandLine;
using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting.Demo;

namespace IGSendMail.Web.Commands;

/// <summary><c>seed demo</c></summary>
internal static class SeedCommand
{
    public static Command Build()
    {
        var demo = new Command("demo", "Fills an empty database with invented people. Development only.");
        demo.SetAction((_, cancellation) => CommandHost.RunAsync(async (services, token) =>
        {
            if (!services.GetRequiredService<IHostEnvironment>().IsDevelopment())
            {
                await Console.Error.WriteLineAsync("seed demo: demonstration data is for Development only.");
                return 2;
            }

            await services.MigrateAsync(token);
            await services.GetRequiredService<PolicyLoads>().RecordAsync(token);
            if (!await DemoData.SeedAsync(services, token))
            {
                await Console.Error.WriteLineAsync("There is data already; nothing was added. Demonstration data needs an empty database.");
                return 1;
            }

            DemoGuide.ShowPeople(Console.Out);
            return 0;
        }, cancellation, VerbNeeds.Nothing));
        return new Command("seed", "Data to look at.") { demo };
    }
}
