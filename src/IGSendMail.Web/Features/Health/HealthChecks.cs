using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Privacy.Standing;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Features.Health;

/// <summary>The database answers and its tables are there.</summary>
internal sealed class DatabaseCheck(IDbContextFactory<IGSendMailContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Set<Lease>().AsNoTracking().AnyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>The vault answers and the master key is the one it was made with.</summary>
internal sealed class VaultCheck(IDbContextFactory<VaultContext> contexts, AddressHashes hashes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Secrets.AsNoTracking().AnyAsync(cancellationToken);
        await hashes.KeyAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>The data folder takes files.</summary>
internal sealed class DataFolderCheck(DataOptions data) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var probe = Path.Combine(data.Folder, $".ready-{Path.GetRandomFileName()}");
        var stream = new FileStream(
            probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        await using (stream)
        {
            await stream.WriteAsync(new byte[1], cancellationToken);
        }

        return HealthCheckResult.Healthy();
    }
}

/// <summary>
/// No letter was given up. One that was does not keep the site from serving: it is degraded until an officer has seen
/// to it.
/// </summary>
internal sealed class DeadLettersCheck(IServiceScopeFactory scopes) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DeadLetters>().CountAsync(cancellationToken) == 0
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("letters were given up: see /officer/letters");
    }
}

/// <summary>
/// No answer is overdue. One that is does not keep the site from serving: it is degraded until it is answered.
/// </summary>
internal sealed class OverdueRequestsCheck(
    IDbContextFactory<IGSendMailContext> contexts, SiteOptions site, TimeProvider time) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = RequestClock.DayOf(time.GetUtcNow(), site.Zone);
        return await db.DataSubjectRequests().AnyAsync(
            r => r.ClosedAt == null && r.AnswerDue < today && r.State != RequestState.AwaitingConfirmation, cancellationToken)
            ? HealthCheckResult.Degraded("an answer is overdue: see /officer")
            : HealthCheckResult.Healthy();
    }
}

/// <summary>
/// Every place answers that deletions reach out to, and no plan has to be looked at by an officer. The site serves all the
/// same: only those deletions wait.
/// </summary>
internal sealed class StoresCheck(ErasurePlans plans) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await plans.AnyStuckAsync(cancellationToken)
            ? HealthCheckResult.Degraded("erasure: a place does not answer, or a plan waits for an officer")
            : HealthCheckResult.Healthy();
}

/// <summary>The witness can be read and written. Without it the site serves, but two old copies put back together would not be noticed.</summary>
internal sealed class WitnessCheck(Witness witness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        witness.IsInTrouble ? HealthCheckResult.Degraded("the witness (Keys:Witness) cannot be read or written") : HealthCheckResult.Healthy());
}

/// <summary>
/// Every deletion that the policy promises is in time and the clock may be trusted. Otherwise the site serves, and somebody
/// has to look before a promise is broken.
/// </summary>
internal sealed class RetentionCheck(DueSubjects subjects, ClockGuard clock) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        (await clock.LookAsync(cancellationToken)).Verdict != ClockVerdict.Trusted
            ? HealthCheckResult.Degraded("retention: the clock cannot be trusted, nothing is deleted by time: see /officer/retention")
            : (await subjects.AlarmAsync(cancellationToken)).Deletions > 0
            ? HealthCheckResult.Degraded("retention: a promised deletion is in danger of being late: see /officer/retention")
            : HealthCheckResult.Healthy();
}
