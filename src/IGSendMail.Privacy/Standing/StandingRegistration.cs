using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Standing;

/// <summary>Registers this room.</summary>
public static class StandingRegistration
{
    /// <summary>Adds how promised deletions stand, and the alarms about them.</summary>
    public static IServiceCollection AddStanding(this IServiceCollection services) => services
        .AddWords(typeof(StandingActs), typeof(StandingLetters))
        .AddSingleton<DueSubjects>()
        .AddScoped<RetentionOverviews>()
        .AddSingleton<RetentionAlarms>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RetentionAlarms>());
}
