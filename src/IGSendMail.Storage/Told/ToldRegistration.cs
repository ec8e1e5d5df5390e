using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage;

/// <summary>How a room has what it tells journaled.</summary>
public static class ToldRegistration
{
    /// <summary>Adds a table of which every change is told.</summary>
    public static IServiceCollection AddTold<T>(this IServiceCollection services, Func<Vault, IServiceProvider, ToldRows<T>> rows)
        where T : class => services
        .AddSingleton(provider => rows(provider.GetRequiredService<Vault>(), provider))
        .AddSingleton<IToldTable>(provider => provider.GetRequiredService<ToldRows<T>>())
        .AddSingleton<IToldRepeater>(provider => provider.GetRequiredService<ToldRows<T>>());
}
