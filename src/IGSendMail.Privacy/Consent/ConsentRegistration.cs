using IGSendMail.Privacy.Consent.Guard;
using IGSendMail.Storage;
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
        services.AddScoped<ConsentRates>();
        services.AddSingleton<ConsentSeals>();
        services.AddSingleton<CategoryHistory>();
        services.AddSingleton<CookieReports>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<CookieReports>());
        return services;
    }
}
