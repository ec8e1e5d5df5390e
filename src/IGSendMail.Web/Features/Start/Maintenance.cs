using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Settings;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;

namespace IGSendMail.Web.Features.Start;

/// <summary>
/// While the database and the vault do not belong together the site serves nothing but a page that says so, its style
/// sheet, and health. Otherwise people who were erased could be shown, written to or signed in again.
/// </summary>
internal static class Maintenance
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(2);

    public static void AddMaintenance(this IServiceCollection services, IConfiguration configuration, IHostEnvironment environment)
    {
        services.AddSingleton<ServingState>();
        services.AddSingleton(ReplayOptions.Read(configuration, environment));
        if (WorkerOptions.Read(configuration).AreEnabled)
        {
            services.AddHostedService<MaintenanceWatch>();
        }
    }

    /// <summary>Stands after routing, so that it knows what was asked for, and before everything that serves.</summary>
    public static void UseMaintenance(this WebApplication app)
    {
        var serving = app.Services.GetRequiredService<ServingState>();
        app.Use((context, next) =>
        {
            if (serving.MayServe || IsOpen(context))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = ((int)TryAgain.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
    }

    /// <summary>Lets an endpoint answer while the site is closed: whoever supervises it has to see how it stands.</summary>
    public static void ServesWhileClosed(this IEndpointConventionBuilder endpoint) => endpoint.WithMetadata(new OpenWhileClosed());

    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint()?.Metadata is { } metadata
            && (metadata.GetMetadata<OpenWhileClosed>() ?? (object?)metadata.GetMetadata<StaticAssetDescriptor>()) is not null
        || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}

/// <summary>Marks an endpoint that answers while the site is closed.</summary>
internal sealed class OpenWhileClosed;

/// <summary>
/// Looks every minute whether database and vault still belong together (a database may be restored beneath a running
/// replica), every few seconds while they do not, and repeats the deletions if <c>Erasures:Replay</c> says so.
/// </summary>
internal sealed class MaintenanceWatch(
    ServingState serving, ErasureReplay replay, IEnumerable<IRestoredFacts> facts, ReplayOptions options, TimeProvider time,
    ILogger<MaintenanceWatch> log)
    : BackgroundService
{
    private static readonly TimeSpan WhileServing = TimeSpan.FromMinutes(1), WhileNot = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(serving.MayServe ? WhileServing : WhileNot, time, stoppingToken);
                var found = await serving.LookAsync(stoppingToken);
                foreach (var fact in found.MayBeRepeated ? facts : [])
                {
                    await fact.RepeatAsync(stoppingToken);
                }

                if (found.Agreement == VaultAgreement.DatabaseOlder && options.Automatic)
                {
                    serving.Take(await replay.RunAsync(stoppingToken));
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // The next look may succeed; until then the site stays as it is.
                log.ComparingFailed(failure.GetType().Name);
            }
        }
    }
}

/// <summary>Whether deletions are repeated without being asked (<c>Erasures:Replay</c>).</summary>
/// <param name="Automatic">True for <c>Automatic</c>, the standard in Development; false for <c>Manual</c>, elsewhere.</param>
internal sealed record ReplayOptions(bool Automatic)
{
    /// <exception cref="InvalidSettingException">The setting is neither word.</exception>
    public static ReplayOptions Read(IConfiguration configuration, IHostEnvironment environment) =>
        new((new Section(configuration, "Erasures").OneOf<ReplayMode>("Replay")
            ?? (environment.IsDevelopment() ? ReplayMode.Automatic : ReplayMode.Manual)) == ReplayMode.Automatic);

    private enum ReplayMode
    {
        Automatic,
        Manual,
    }
}
