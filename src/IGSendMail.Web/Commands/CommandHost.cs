using IGSendMail.Privacy;
using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Hosting;

namespace IGSendMail.Web.Commands;

/// <summary>Builds the same rooms as the site, without web server and workers, and runs one verb on them.</summary>
internal static class CommandHost
{
    /// <summary>Runs a verb. One that may run before the database exists must not ask for the policy in force.</summary>
    public static async Task<int> RunAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancellation, bool databaseExists = true)
    {
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.AddSite(isVerb: true);
            await using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            if (databaseExists && app.Services.GetRequiredService<PolicyShelf>().NeedsLoads)
            {
                await app.Services.GetRequiredService<PolicyLoads>().ReadAsync(cancellation);
            }

            return await verb(scope.ServiceProvider, cancellation);
        }
        catch (Exception wrong) when (wrong is InvalidSettingException or PolicyFileException)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
