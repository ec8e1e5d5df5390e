using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Consent;

/// <summary>Registers this room.</summary>
public static class ConsentRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddConsent(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddScoped<ConsentLedger>();
        services.AddSingleton<ConsentSeals>();
        return services;
    }
}
