using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Commands;

/// <summary>
/// Puts a backup back where nobody is served from it, beside a copy of the vault, replays there what a restore would replay, and looks for
/// whoever was erased since. Nothing of the site changes.
/// </summary>
internal static class BackupDrill
{
    private const string Database = "igsendmail.db", VaultDatabase = "vault.db";

    /// <summary>Runs it and removes its place again.</summary>
    /// <param name="site">The services of the site.</param>
    /// <param name="folder">The backup.</param>
    /// <param name="progress">Told how many files were copied; may be null.</param>
    /// <param name="change">Changes the services of the drill, before it begins; for a test that breaks something on purpose.</param>
    /// <param name="cancellation">Cancels.</param>
    /// <exception cref="BackupException">It is no backup of this site, is not finished, or another drill runs.</exception>
    public static async Task<DrillReport> RunAsync(
        IServiceProvider site, BackupFolder folder, IProgress<int>? progress, Action<IServiceCollection>? change, CancellationToken cancellation)
    {
        using var turn = site.GetRequiredService<BackupRemains>().TryBeginDrill()
            ?? throw new BackupException("Another drill runs. Wait until it has ended.");
        var began = site.GetRequiredService<TimeProvider>().GetUtcNow();
        var reading = site.GetRequiredService<BackupReading>();
        var description = await reading.DescribeAsync(folder, cancellation);
        var report = new DrillReport(DrillReport.FormatName, description.MadeAt, description.Sums, began, 0, 0, 0, 0, null);
        try
        {
            await reading.CopyOutAsync(folder, turn.Data, Path.Combine(turn.Data, Database), progress, cancellation);
        }
        catch (BackupException damaged)
        {
            // Found by the drill, and to be known by officers: that is no refusal to run one.
            return report with { Problem = damaged.Message };
        }

        if (!description.HasDatabase)
        {
            throw new BackupException(
                $"The files of {folder.Path} are whole. Its database is in the backups of the server: restore one of those beside the site's, and run \"erasures replay\" there.");
        }

        Directory.CreateDirectory(turn.Vault);
        await using (var vault = await site.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync(cancellation))
        {
            await site.GetRequiredService<IEngine>().TryCopyAsync(vault, Path.Combine(turn.Vault, VaultDatabase), cancellation);
        }

        await using var drill = Build(site, turn, change);
        try
        {
            return await ReplayAsync(site, drill.Services, report, cancellation);
        }
        finally
        {
            drill.Services.CloseFiles();
        }
    }

    private static async Task<DrillReport> ReplayAsync(
        IServiceProvider site, IServiceProvider drill, DrillReport report, CancellationToken cancellation)
    {
        await drill.MigrateAsync(cancellation);
        var check = drill.GetRequiredService<RestoreCheck>();
        var found = await check.LookAsync(cancellation);
        if (!found.MayBeRepeated)
        {
            return report with { Problem = ServingState.Remedy(found) };
        }

        var search = drill.GetRequiredService<ErasedSearch>();
        var known = await search.KnownAsync(cancellation);

        // Lists may have been uploaded anew since they were deleted: what the site itself has is no remainder.
        var today = await site.GetRequiredService<ErasedSearch>().LeftAsync(known, cancellation);
        var before = More(await search.LeftAsync(known, cancellation), today);
        var lost = await drill.GetRequiredService<ToldReplay>().CountLostAsync(cancellation);
        (_, found) = await RestoreReplay.RunAsync(drill, found, progress: null, cancellation);
        var after = More(await search.LeftAsync(known, cancellation), today);
        var stillLost = await drill.GetRequiredService<ToldReplay>().CountLostAsync(cancellation);
        await using var db = await drill.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync(cancellation);
        var trail = await drill.GetRequiredService<AuditVerifier>().VerifyAsync(db, progress: null, cancellation);
        return report with
        {
            WouldComeBack = before.Count,
            DeletedAgain = before.Except(after).Count(),
            ToldLost = lost,
            ToldAgain = lost - stillLost,
            Problem = after.Count > 0 ? $"{after.Count} deletions are not repeated: what they deleted is found."
                : stillLost > 0 ? $"{stillLost} things that people were told are not so."
                : !found.MayServe ? ServingState.Remedy(found)
                : trail.Fault is { } fault ? $"The audit trail is not whole: {fault.Words}"
                : null,
        };
    }

    private static HashSet<long> More(IReadOnlyDictionary<long, long> there, IReadOnlyDictionary<long, long> here) =>
        [.. there.Where(l => l.Value > here.GetValueOrDefault(l.Key)).Select(l => l.Key)];

    /// <summary>The rooms of the site by its own settings, on the folders of the drill, without web server and workers.</summary>
    private static WebApplication Build(IServiceProvider site, DrillTurn turn, Action<IServiceCollection>? change)
    {
        var environment = site.GetRequiredService<IHostEnvironment>();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = environment.EnvironmentName,
            ContentRootPath = environment.ContentRootPath,
        });
        builder.Configuration.AddConfiguration(site.GetRequiredService<IConfiguration>()).AddInMemoryCollection(new Dictionary<string, string?>
        {
            [SiteFolders.DataKey] = turn.Data,
            [SiteFolders.VaultKey] = turn.Vault,
            // There is none: the newest vault is the one that is copied.
            [WitnessOptions.Setting] = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            ["ConnectionStrings:IGSendMail"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(turn.Data, Database) }.ToString(),
            ["ConnectionStrings:Vault"] = new SqliteConnectionStringBuilder { DataSource = Path.Combine(turn.Vault, VaultDatabase) }.ToString(),
        });
        builder.AddSite(isVerb: true);
        builder.Services.AddSingleton(site.GetRequiredService<TimeProvider>());
        change?.Invoke(builder.Services);
        return builder.Build();
    }
}
