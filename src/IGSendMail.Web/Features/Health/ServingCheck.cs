using IGSendMail.Web.Features.Start;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Features.Health;

/// <summary>The database and the vault belong together; otherwise the site shows its maintenance page only.</summary>
internal sealed class ServingCheck(ServingState serving) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(serving.MayServe ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
}
