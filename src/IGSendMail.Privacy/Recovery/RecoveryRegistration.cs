using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Recovery;

/// <summary>Registers this room.</summary>
public static class RecoveryRegistration
{
    /// <summary>Adds the repetition of what a restored backup undid.</summary>
    public static IServiceCollection AddRecovery(this IServiceCollection services) => services
        .AddWords(typeof(RecoveryActs))
        .AddSingleton<TrailAfterRestore>()
        .AddSingleton<ErasureReplay>()
        .AddSingleton<ToldReplay>()
        .AddSingleton<IRestoredFacts>(provider => provider.GetRequiredService<ToldReplay>());
}
