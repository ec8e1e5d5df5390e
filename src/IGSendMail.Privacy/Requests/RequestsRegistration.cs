using IGSendMail.Privacy.Packages;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Requests;

/// <summary>Registers this room.</summary>
public static class RequestsRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddWords(typeof(RequestActs));
        services.AddSingleton<RequestMail>();
        services.AddSingleton<RequestSubjects>();
        services.AddSingleton<PackageExplanation>();
        services.AddSingleton<PortabilitySchema>();
        services.AddSingleton<PackageBuilder>();
        services.AddSingleton<PackageFiles>();
        services.AddSingleton<RequestFulfilment>();
        services.AddSingleton<RequestExpiry>();
        services.AddSingleton<RequestAlarms>();
        services.AddSingleton<Corrections>();
        services.AddSingleton<RequestWork>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RequestWork>());
        services.AddScoped<RequestIntake>();
        services.AddScoped<RequestLinks>();
        services.AddScoped<KnownFacts>();
        services.AddScoped<RequestCases>();
        services.AddScoped<RequestDecisions>();
        return services;
    }
}
