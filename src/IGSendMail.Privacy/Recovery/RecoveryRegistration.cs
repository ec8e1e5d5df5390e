using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace IGSendMail.Privacy.Recovery;

/// <summary>Registers this room.</summary>
public static class RecoveryRegistration
{
    /// <summary>Adds the repetition of what a restored backup undid.</summary>
    public static IServiceCollection AddRecovery(this IServiceCollection services)
    {
        // The site says where it lies; without one nobody is asked.
        services.TryAddSingleton(new WitnessOptions(null));
        return services
            .AddWords(typeof(RecoveryActs))
            .AddSingleton<TrailAfterRestore>()
            .AddSingleton<ErasureReplay>()
            .AddSingleton<Witness>()
            .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<Witness>())
            .AddSingleton<RestoreCheck>()
            .AddSingleton<AcceptedLoss>()
            .AddSingleton<IRestoredFacts, ErasedFiles>()
            .AddSingleton<IRestoredFacts, ErasedRows>()
            .AddSingleton<ToldReplay>()
            .AddSingleton<IRestoredFacts>(provider => provider.GetRequiredService<ToldReplay>());
    }
}
