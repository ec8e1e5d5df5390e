using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;

namespace IGSendMail.Web.Commands;

/// <summary>What has to be there before a verb runs.</summary>
internal enum VerbNeeds
{
    /// <summary>Nothing: it runs before the database exists.</summary>
    Nothing,

    /// <summary>The policy in force: the database is asked only if a version waits for the end of its notice period.</summary>
    Policy,

    /// <summary>A database that is up to date.</summary>
    Database,

    /// <summary>
    /// A database, a vault and a data folder that belong together: a verb works on people's data only then.
    /// </summary>
    DatabaseAndVaultTogether,
}

/// <summary>Builds the same rooms as the site, without web server and workers, and runs one verb on them.</summary>
internal static class CommandHost
{
    /// <summary>Runs a verb and returns its exit code.</summary>
    public static async Task<int> RunAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancellation,
        VerbNeeds needs = VerbNeeds.DatabaseAndVaultTogether)
    {
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.AddSite(isVerb: true);
            await using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            var asksForLoads = needs != VerbNeeds.Nothing && app.Services.GetRequiredService<PolicyShelf>().Snapshot().NeedsLoads;
            if (asksForLoads || needs >= VerbNeeds.Database)
            {
                await app.Services.RequireMigratedAsync(cancellation);
            }

            if (asksForLoads)
            {
                await app.Services.GetRequiredService<PolicyLoads>().ReadAsync(cancellation);
            }

            if (needs == VerbNeeds.DatabaseAndVaultTogether)
            {
                await app.Services.RequireSharedFolderAsync(cancellation);
                var found = await app.Services.GetRequiredService<ServingState>().LookAsync(cancellation);
                if (!found.MayServe)
                {
                    await Console.Error.WriteLineAsync(ServingState.Remedy(found));
                    return 1;
                }
            }

            return await verb(scope.ServiceProvider, cancellation);
        }
        catch (Exception wrong) when (wrong is InvalidSettingException or PolicyFileException or NotMigratedException or WordClaimedTwiceException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
