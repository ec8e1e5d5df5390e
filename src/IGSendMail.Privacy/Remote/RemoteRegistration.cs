using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Remote;

/// <summary>Registers this room.</summary>
public static class RemoteRegistration
{
    /// <summary>Adds the other systems that are configured, as stores on the data map.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static IServiceCollection AddRemote(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<RemoteCorrections>();
        services.AddSingleton<IOutboxHandler, RemoteCorrectionHandler>();
        foreach (var options in RemoteStoreOptions.ReadAll(configuration))
        {
            services.AddSingleton<IPersonalDataStore>(provider =>
                new RemoteStore(options, Connections(), provider.GetRequiredService<TimeProvider>()));
        }

        return services;
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
