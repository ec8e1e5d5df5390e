using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Policy;

/// <summary>Registers this room.</summary>
public static class PolicyRegistration
{
    /// <summary>
    /// Adds this room and reads its files at once, so that a wrong one stops the start before anything else happens.
    /// </summary>
    /// <exception cref="PolicyFileException">Anything is wrong; the message names file, line and remedy.</exception>
    public static IServiceCollection AddPolicy(this IServiceCollection services, PolicyOptions options)
    {
        var content = PolicyContent.Read(options);
        return services
            .AddWords(typeof(PolicyActs))
            .AddSingleton(options)
            .AddSingleton(provider => new PolicyShelf(
                content, provider.GetRequiredService<SiteOptions>(), provider.GetRequiredService<TimeProvider>()))
            .AddScoped(provider => provider.GetRequiredService<PolicyShelf>().Snapshot())
            .AddSingleton<PolicyLoads>()
            .AddSingleton<PolicyExchange>();
    }
}
