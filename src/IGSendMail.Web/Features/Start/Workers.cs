using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Start;

/// <summary>Runs the background work of every room for as long as the site runs.</summary>
internal sealed class Workers(
    IEnumerable<IRepeatedWork> works, WorkBell bell, ServingState serving, ILogger<Workers> log) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(works.Select(work => RepeatAsync(work, stoppingToken)));

    private async Task RepeatAsync(IRepeatedWork work, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                // A restored database must not write to people who were erased.
                await serving.FirstServedAsync(stopping);
                if (serving.MayServe)
                {
                    await work.RunAsync(stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // One failed run must not end the work for good. Messages may name people: the type and place suffice.
                log.WorkFailed(work.Name, failure.GetType().Name, failure.StackTrace?.Split('\n').FirstOrDefault()?.Trim());
            }

            try
            {
                await bell.WaitAsync(work.Name, work.Every, stopping);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}

/// <summary>Registers the workers.</summary>
internal static class WorkersRegistration
{
    /// <summary>Adds the workers unless <c>Workers:Enabled</c> is false (tests drive the work themselves).</summary>
    public static void AddWorkers(this IServiceCollection services, IConfiguration configuration)
    {
        if (WorkerOptions.Read(configuration).AreEnabled)
        {
            services.AddHostedService<Workers>();
        }
    }
}

/// <summary>Whether this process works in the background (section <c>Workers</c>); tests drive the work themselves.</summary>
/// <param name="AreEnabled"><c>Workers:Enabled</c>; true unless configured.</param>
internal sealed record WorkerOptions(bool AreEnabled)
{
    /// <exception cref="InvalidSettingException">The setting is neither true nor false.</exception>
    public static WorkerOptions Read(IConfiguration configuration) =>
        new(new Section(configuration, "Workers").IsOn("Enabled", standard: true));
}
