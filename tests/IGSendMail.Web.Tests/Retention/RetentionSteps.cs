using System.Globalization;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Standing;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace IGSendMail.Web.Tests.Retention;

/// <summary>What tests of retention do again and again.</summary>
internal static class RetentionSteps
{
    /// <summary>Opens an account with a list of so many people.</summary>
    public static async Task<Guid> OpenAsync(this TestSite site, string address, int people = 0)
    {
        var account = (await site.RegisterAsync(address)).AccountId!.Value;
        if (people > 0)
        {
            await site.UploadAsync(account, people);
        }

        return account;
    }

    /// <summary>Uploads a list of so many people.</summary>
    public static Task UploadAsync(this TestSite site, Guid account, int people) => site.InScopeAsync(async services =>
    {
        var csv = new StringBuilder("email\r\n");
        for (var i = 0; i < people; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"person{i}@example.org\r\n");
        }

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv.ToString()));
        await services.UploadAsync(account, "Readers", file);
        await services.GetRequiredService<ImportWork>().RunAsync(CancellationToken.None);
    });

    /// <summary>Cancels an account.</summary>
    public static Task<CancellationTerms> CancelAsync(this TestSite site, Guid account) => site.InScopeAsync(services =>
        services.GetRequiredService<Cancellation>().CancelAsync(account, CancellationToken.None));

    /// <summary>One round of the job, with the letters that finish its erasures.</summary>
    public static Task RunRetentionAsync(this TestSite site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<RetentionJob>().RunAsync(CancellationToken.None);
        await services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None);
        await services.GetRequiredService<ErasureWork>().RunAsync(CancellationToken.None);
    });

    /// <summary>Lets the alarms look.</summary>
    public static Task RunAlarmsAsync(this TestSite site) => site.InScopeAsync(services =>
        services.GetRequiredService<RetentionAlarms>().RunAsync(CancellationToken.None));

    /// <summary>What the health check of retention says.</summary>
    public static async Task<HealthStatus> RetentionHealthAsync(this TestSite site) =>
        (await site.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Name == "retention", CancellationToken.None)).Status;
}
