using System.Reflection;
using Microsoft.EntityFrameworkCore;
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
        services.AddSingleton(new StorageModel(engine, [typeof(StorageModel).Assembly, .. rooms]));
        services.AddSingleton<WriteGate>();
        services.AddSingleton(master);
        services.AddSingleton(KeyOptions.Standard);
        services.AddPooledDbContextFactory<VaultContext>(options => engine.Configure(options, vaultConnectionString));
        services.AddPooledDbContextFactory<IGSendMailContext>(options => engine.Configure(options, connectionString));
        services.AddScoped(provider =>
            provider.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext());
        services.AddSingleton<Vault>();
        services.AddSingleton<Sealer>();
        services.AddSingleton<SealedFiles>();
        services.AddSingleton<MasterRotation>();
        services.AddSingleton<DataKeyRotation>();
        services.AddSingleton<Reseal>();
        services.AddSingleton<AddressHashes>();
        services.AddSingleton<Leases>();
        services.AddSingleton<Outbox>();
        services.AddScoped<DeadLetters>();
        services.AddSingleton<IRepeatedWork, OutboxWork>();
        services.AddSingleton<IRepeatedWork, LogScrub>();
        services.AddSingleton<WorkBell>();
        return services;
    }
}
