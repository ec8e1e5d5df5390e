using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Usage;

/// <summary>Registers this room.</summary>
public static class UsageRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddUsage(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
