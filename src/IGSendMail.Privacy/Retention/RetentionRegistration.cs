using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Retention;

/// <summary>Registers the retention rules and their job.</summary>
public static class RetentionRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services, IConfiguration configuration) => services
        .AddWords(typeof(RetentionActs), typeof(RetentionCauses), typeof(RetentionToldKinds))
        .AddSingleton(new ClockOptions(new Section(configuration, "Clock").Find("AdvanceDays") is not null and not "0"))
        .AddSingleton<ClockGuard>()
        .AddSingleton<RetentionRules>()
        .AddScoped<ListMargins>()
        .AddScoped<Promises>()
        .AddSingleton<IErasureFollower, KeptPromises>()
        .AddSingleton<IToldRepeater, RepeatedPromises>()
        .AddSingleton<DueErasures>()
        .AddSingleton<Ageing>()
        .AddSingleton<RetentionForecasts>()
        .AddSingleton<RetentionJob>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RetentionJob>());
}
