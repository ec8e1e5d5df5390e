using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// The vault's own database: kept beside, never beneath, the data, backed up apart and not restored with it.
/// </summary>
public sealed class VaultContext(DbContextOptions<VaultContext> options, StorageModel model) : DbContext(options), IMadeOf
{
    StorageModel IMadeOf.Model => model;

    /// <summary>The data keys.</summary>
    public DbSet<VaultKey> Keys => Set<VaultKey>();

    /// <summary>The secrets of the site.</summary>
    public DbSet<VaultSecret> Secrets => Set<VaultSecret>();

    /// <inheritdoc />
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        StorageConventions.Configure(configurationBuilder, model.Engine);

    /// <inheritdoc />
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        foreach (var assembly in model.Assemblies.Where(a => a.GetTypes().Any(IsOfVault)))
        {
            modelBuilder.ApplyConfigurationsFromAssembly(assembly, IsOfVault);
        }

        StorageConventions.Finish(modelBuilder, model);
    }

    private static bool IsOfVault(Type type) => type.IsClass && type.IsAssignableTo(typeof(IVaultMapping));
}
