using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Erasure.Journal;

/// <summary>Registers the erasure journal.</summary>
public static class JournalRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services) => services
        .AddSingleton<ErasureJournal>()
        .AddSingleton<JournalCheck>()
        .AddSingleton<ErasureReplay>()
        .AddSingleton<JournalStore>()
        .AddSingleton<IPersonalDataStore>(provider => provider.GetRequiredService<JournalStore>())
        .AddSingleton<IExpiry>(provider => provider.GetRequiredService<JournalStore>());
}
