using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>
/// The vault's own database: kept beside, never beneath, the data, backed up apart and not restored with it.
/// </summary>
public sealed class VaultContext(DbContextOptions<VaultContext> options, StorageModel model) : DbContext(options)
{
    /// <summary>What belongs here and therefore not into the database of the data.</summary>
    internal static readonly IReadOnlyCollection<Type> Mappings = [typeof(VaultKey.Mapping), typeof(VaultSecret.Mapping)];

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
        modelBuilder.ApplyConfiguration(new VaultKey.Mapping());
        modelBuilder.ApplyConfiguration(new VaultSecret.Mapping());
    }
}
