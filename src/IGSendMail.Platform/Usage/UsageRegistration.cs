using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Usage;

/// <summary>Registers this room.</summary>
public static class UsageRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddWords(typeof(UsagePeriods));
        services.AddSingleton<IConsentFollower, PageViewFollower>();
        services.AddSingleton<PageViewQueue>();
        services.AddSingleton<IPageCounter>(provider => provider.GetRequiredService<PageViewQueue>());
        services.AddSingleton<PageViewWork>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<PageViewWork>());
        // Registered before the workers, so that it is stopped after them.
        services.AddHostedService(provider => provider.GetRequiredService<PageViewWork>());
        return services;
    }
}
