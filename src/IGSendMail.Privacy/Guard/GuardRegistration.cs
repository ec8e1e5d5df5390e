using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Guard;

/// <summary>Registers this room.</summary>
public static class GuardRegistration
{
    /// <summary>Adds the count of cookies that were taken out of answers.</summary>
    public static IServiceCollection AddGuard(this IServiceCollection services) => services
        .AddSingleton<CookieReports>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<CookieReports>());
}
