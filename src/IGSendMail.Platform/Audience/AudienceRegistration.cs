using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Audience;

/// <summary>Registers this room.</summary>
public static class AudienceRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddAudience(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
