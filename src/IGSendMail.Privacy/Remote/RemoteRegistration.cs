using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Remote;

/// <summary>Registers the remote places that are configured.</summary>
internal static class RemoteRegistration
{
    /// <summary>Adds them as places on the data map.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static void AddRemoteStores(this IServiceCollection services, IConfiguration configuration)
    {
        foreach (var options in RemoteStoreOptions.ReadAll(configuration))
        {
            services.AddSingleton<IPersonalDataStore>(provider =>
                new RemoteStore(options, Connections(), provider.GetRequiredService<TimeProvider>()));
        }
    }

    private static HttpClient Connections() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(5),
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Nothing that would tie a question to whoever's request set it off.
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
