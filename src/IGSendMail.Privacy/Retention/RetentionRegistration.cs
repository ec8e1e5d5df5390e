using IGSendMail.Privacy.Retention.Holds;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Retention;

/// <summary>Registers the retention rules and their job.</summary>
public static class RetentionRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration) => services
        .AddSingleton(new RetentionPeriods(configuration))
        .AddScoped<LegalHolds>()
        .AddSingleton<RetentionJob>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RetentionJob>());
}
