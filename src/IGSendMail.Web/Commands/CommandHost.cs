using IGSendMail.Privacy;
using IGSendMail.Web.Hosting;

namespace IGSendMail.Web.Commands;

/// <summary>Builds the same rooms as the site, without web server and workers, and runs one verb on them.</summary>
internal static class CommandHost
{
    public static async Task<int> RunAsync(
        Func<IServiceProvider, CancellationToken, Task<int>> verb, CancellationToken cancellation)
    {
        try
        {
            var builder = WebApplication.CreateBuilder();
            builder.AddSite();
            await using var app = builder.Build();
            await using var scope = app.Services.CreateAsyncScope();
            return await verb(scope.ServiceProvider, cancellation);
        }
        catch (InvalidSettingException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 2;
        }
    }
}
