using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Backups;

/// <summary>Registers this room.</summary>
public static class BackupsRegistration
{
    /// <summary>Adds what makes backups, tries them and puts them back.</summary>
    public static IServiceCollection AddBackups(this IServiceCollection services) => services
        .AddWords(typeof(BackupActs))
        .AddSingleton<DataFiles>()
        .AddSingleton<BackupSeal>()
        .AddSingleton<BackupMaking>()
        .AddSingleton<BackupReading>()
        .AddSingleton<BackupPlacing>()
        .AddSingleton<LastBackups>()
        .AddSingleton<ErasedSearch>();
}
