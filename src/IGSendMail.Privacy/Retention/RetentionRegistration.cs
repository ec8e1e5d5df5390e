using IGSendMail.Privacy.Calendar;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Standing;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Retention;

/// <summary>Registers the retention rules and their job.</summary>
public static class RetentionRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration) => services
        .AddWords(typeof(RetentionActs), typeof(HoldActs), typeof(RecoveryActs), typeof(StandingActs))
        .AddSingleton(new RetentionPeriods(configuration))
        .AddSingleton(new ClockOptions(configuration["Clock:AdvanceDays"] is { Length: > 0 } and not "0"))
        .AddScoped<LegalHolds>()
        .AddSingleton<ClockGuard>()
        .AddSingleton<PurgeRates>()
        .AddSingleton<RetentionRules>()
        .AddSingleton<DueErasures>()
        .AddSingleton<Ageing>()
        .AddSingleton<RetentionForecasts>()
        .AddSingleton<DueSubjects>()
        .AddSingleton<RetentionCalendar>()
        .AddScoped<RetentionOverviews>()
        .AddSingleton<RetentionAlarms>()
        .AddSingleton<RetentionJob>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RetentionAlarms>())
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RetentionJob>());
}
