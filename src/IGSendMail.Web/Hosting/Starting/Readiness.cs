using System.Globalization;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>What site and verbs ask of the place they run in, before they touch anybody's data.</summary>
internal static class Readiness
{
    /// <summary>
    /// Makes the folders, refuses those that are used for something else, and looks at what lies in them and at the clock.
    /// Comes before anything is changed.
    /// </summary>
    /// <returns>What others can see although they should not, a sentence each.</returns>
    /// <exception cref="InvalidSettingException">Something cannot be used; the message names the setting.</exception>
    /// <exception cref="UnfitMachineException">The clock cannot be right.</exception>
    public static async Task<IReadOnlyList<string>> ReadyAsync(
        this IServiceProvider services, IHostEnvironment environment, CancellationToken cancellation)
    {
        var folders = services.GetRequiredService<SiteFolders>();
        var warnings = folders.Ready();
        FolderUse.Require(folders, environment);
        var remains = services.GetRequiredService<BackupRemains>();
        remains.RefuseHalfRestored();
        services.RequireSaneClock();
        await services.LookAsync(cancellation);
        await remains.RunAsync(cancellation);
        return warnings;
    }

    /// <summary>
    /// Writes down what is used from now on, once it is known that folder and database belong together: the very file of the database, and
    /// that production's data lies here.
    /// </summary>
    public static async Task MarkUseAsync(this IServiceProvider services, IHostEnvironment environment, CancellationToken cancellation)
    {
        await services.GetRequiredService<DatabaseFile>().RunAsync(cancellation);
        if (!environment.IsDevelopment())
        {
            await FolderUse.MarkProductionAsync(services.GetRequiredService<SiteFolders>(), cancellation);
        }
    }

    /// <summary>Refuses a clock that stands before the first promise: with it nothing that is due could be told.</summary>
    /// <exception cref="UnfitMachineException">It does.</exception>
    private static void RequireSaneClock(this IServiceProvider services)
    {
        var (now, policy) = (services.GetRequiredService<TimeProvider>().GetUtcNow(), services.GetRequiredService<PolicyShelf>().Snapshot());
        if (now < policy.Begins)
        {
            throw new UnfitMachineException(string.Create(CultureInfo.InvariantCulture,
                $"The clock of this machine says {now:u}, and the first version takes effect on {policy.Versions[0].Effective:yyyy-MM-dd}, so no policy is in force today. Set the clock right, or let the first version begin earlier."));
        }
    }
}
