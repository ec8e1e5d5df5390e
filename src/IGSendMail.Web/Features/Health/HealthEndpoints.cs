using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Features.Start;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Features.Health;

/// <summary>
/// Answers to whoever supervises the site: is the process alive, and can it serve. Only a word, no detail; what is
/// wrong stands in the log. A degraded site serves (200) and needs somebody to look.
/// </summary>
internal static class HealthEndpoints
{
    private const string Ready = "ready";

    /// <summary>Adds the checks behind <c>/health/ready</c>.</summary>
    public static void AddHealth(this IServiceCollection services) => services.AddHealthChecks()
        .AddCheck<DatabaseCheck>("database", tags: [Ready])
        .AddCheck<VaultCheck>("vault", tags: [Ready])
        .AddCheck<DataFolderCheck>("data folder", tags: [Ready])
        .AddCheck<ServingCheck>("database and vault together", tags: [Ready])
        .AddCheck<OverdueRequestsCheck>("requests", tags: [Ready])
        .AddCheck<DeadLettersCheck>("letters", tags: [Ready])
        .AddCheck<StoresCheck>("places of deletions", tags: [Ready])
        .AddCheck<WitnessCheck>("witness", tags: [Ready])
        .AddCheck<RetentionCheck>("retention", tags: [Ready]);

    /// <summary>Maps both addresses; they need no sign-in.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks(SiteRoutes.HealthLive, Options(_ => false)).AllowAnonymous().ServesWhileClosed();
        endpoints.MapHealthChecks(SiteRoutes.HealthReady, Options(check => check.Tags.Contains(Ready))).AllowAnonymous().ServesWhileClosed();
    }

    private static HealthCheckOptions Options(Func<HealthCheckRegistration, bool> which) => new()
    {
        Predicate = which,
        ResponseWriter = (context, report) =>
            context.Response.WriteAsJsonAsync(
                new { status = Word(report.Status) }, context.RequestAborted),
    };

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ok",
        HealthStatus.Degraded => "degraded",
        _ => "unavailable",
    };
}
