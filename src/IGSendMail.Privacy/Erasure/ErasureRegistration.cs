using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Erasure;

/// <summary>Registers this room.</summary>
public static class ErasureRegistration
{
    /// <summary>Adds the one deletion, from its order to its receipt, with its journal.</summary>
    public static IServiceCollection AddErasure(this IServiceCollection services) => services
        .AddWords(typeof(ErasureActs), typeof(ErasureKeys), typeof(ErasureLetters), typeof(ErasureScope))
        .AddSingleton(provider => ErasureOptions.Read(provider.GetRequiredService<IConfiguration>()))
        .AddSingleton<PurgeRates>()
        .AddSingleton<ReceiptSigner>()
        .AddSingleton<ErasureEnding>()
        .AddSingleton<IOutboxFollower>(provider => provider.GetRequiredService<ErasureEnding>())
        .AddSingleton<ErasureClosing>()
        .AddSingleton<ErasureForecast>()
        .AddSingleton<ErasurePlanning>()
        .AddSingleton<ErasureSlices>()
        .AddSingleton<ErasureScrub>()
        .AddSingleton<ErasureTaskBook>()
        .AddSingleton<ErasurePurge>()
        .AddSingleton<ErasureVerification>()
        .AddSingleton<ErasureSteps>()
        .AddSingleton<ErasureWork>()
        .AddSingleton<ErasurePlans>()
        .AddScoped<ErasureDecisions>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ErasureWork>())
        .AddJournal();

    private static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddSingleton<ErasureJournal>()
        .AddSingleton<JournalCheck>()
        .AddSingleton<JournalStore>()
        .AddSingleton<IPersonalDataStore>(provider => provider.GetRequiredService<JournalStore>())
        .AddSingleton<IExpiry>(provider => provider.GetRequiredService<JournalStore>());
}
