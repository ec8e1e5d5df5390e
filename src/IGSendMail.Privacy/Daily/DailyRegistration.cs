using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Daily;

/// <summary>Registers this room.</summary>
public static class DailyRegistration
{
    /// <summary>Adds what officers are told each day.</summary>
    public static IServiceCollection AddDaily(this IServiceCollection services) => services
        .AddWords(typeof(DailyLetterKinds))
        .AddSingleton<DayCounts>()
        .AddSingleton<DailyLetters>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<DailyLetters>());
}
