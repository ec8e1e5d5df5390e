using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Demo;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary>What has to be there before a verb runs.</summary>
internal enum VerbNeeds
{
    /// <summary>Nothing: it runs before the database exists.</summary>
    Nothing,

    /// <summary>The policy in force: the database is asked only if a version waits for the end of its notice period.</summary>
    Policy,

    /// <summary>A database that is up to date, and the master key of its vault.</summary>
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
        ILogger? log = null;
        try
        {
            var builder = ProgramPlace.CreateBuilder();
            builder.AddSite(isVerb: true);
            await using var app = builder.Build();
            log = app.Logger;
            await using var scope = app.Services.CreateAsyncScope();
            _ = app.Services.GetRequiredService<RetentionPeriods>();
            var asksForLoads = needs != VerbNeeds.Nothing && app.Services.GetRequiredService<PolicyShelf>().Snapshot().NeedsLoads;
            if (asksForLoads || needs != VerbNeeds.Policy)
            {
                await app.Services.ReadyAsync(app.Environment, cancellation);
                await app.Services.RefuseDemonstrationAsync(app.Environment, cancellation);
            }

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

            var code = await verb(scope.ServiceProvider, cancellation);
            if (needs != VerbNeeds.Policy && code != StartProblems.WrongSetting)
            {
                await ChainAsync(scope.ServiceProvider, cancellation);
            }

            app.Services.CloseFiles();
            return code;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Stopped. Run it again: it goes on where it stopped.");
            return StartProblems.Failed;
        }
        catch (Exception wrong)
        {
            var (line, code) = StartProblems.Of(wrong);
            if (code == StartProblems.Failed)
            {
                log?.VerbEnded(wrong);
            }

            await Console.Error.WriteLineAsync(line);
            return code;
        }
    }

    /// <summary>What the verb entered in the trail gets its place there and then: no site may run to do it later.</summary>
    private static async Task ChainAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        for (var tries = 0; tries < 20 && await db.AuditWaiting().AnyAsync(cancellation); tries++)
        {
            // A site that runs beside may be at it; a broken trail is said by the sequencer and stays as it is.
            if (await services.GetRequiredService<AuditSequencer>().RunAsync(AuditSequencer.Batch, cancellation) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, cancellation);
            }
        }
    }
}
