using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage;

/// <summary>Registers the ground floor.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Adds the context, the vault and what stands on them. <paramref name="rooms"/> are the assemblies whose
    /// mappings make up the model, besides Storage's own.
    /// </summary>
    public static IServiceCollection AddStorage(
        this IServiceCollection services,
        IEngine engine,
        string connectionString,
        string vaultConnectionString,
        MasterKey master,
        params Assembly[] rooms)
    {
        services.AddSingleton(engine);
        services.AddTables(typeof(StorageModel).Assembly);
        Array.ForEach(rooms, room => services.AddTables(room));
        _ = services.Words();
        services.AddSingleton(provider => new StorageModel(
            provider.GetRequiredService<IEngine>(), [.. provider.GetServices<TableAssembly>().Select(t => t.Assembly).Distinct()],
            provider.GetRequiredService<WordBook>()));
        services.AddSingleton<WriteGate>();
        services.AddSingleton(master);
        services.AddSingleton(KeyOptions.Standard);
        services.AddPooledDbContextFactory<VaultContext>(options => Configure(options, vaultConnectionString));
        services.AddPooledDbContextFactory<IGSendMailContext>(options => Configure(options, connectionString));
        services.AddScoped(provider =>
            provider.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext());
        services.AddSingleton<Vault>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<SealedFiles>();
        services.AddSingleton<MasterRotation>();
        services.AddSingleton<DataKeyRotation>();
        services.AddSingleton<Reseal>();
        services.AddSingleton<AddressHashes>();
        services.AddSingleton<AddressRehash>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<AddressRehash>());
        services.AddSingleton<ToldJournal>();
        services.AddSingleton<ToldCopying>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ToldCopying>());
        services.AddSingleton<Leases>();
        services.AddSingleton<Outbox>();
        services.AddScoped<DeadLetters>();
        services.AddScoped<Tallies>();
        services.AddSingleton<IRepeatedWork, OutboxWork>();
        services.AddSingleton<IRepeatedWork, LogScrub>();
        services.AddSingleton<WorkBell>();
        return services;

        void Configure(DbContextOptionsBuilder options, string connection)
        {
            engine.Configure(options, connection);
            options.ReplaceService<IModelCacheKeyFactory, ModelKeyFactory>();
        }
    }

    /// <summary>
    /// Adds the tables of an assembly to the model: its mappings, and what the data map says of them. A room in an assembly
    /// of its own calls it when it registers.
    /// </summary>
    public static IServiceCollection AddTables(this IServiceCollection services, Assembly assembly) =>
        services.AddSingleton(new TableAssembly(assembly));
}
