using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Policy;

/// <summary>Registers this room.</summary>
public static class PolicyRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddPolicy(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
