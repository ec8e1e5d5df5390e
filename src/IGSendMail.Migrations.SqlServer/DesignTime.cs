using IGSendMail.Platform;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Storage.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace IGSendMail.Migrations.SqlServer;

/// <summary>Lets the migration tool make the contexts; it never connects.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<IGSendMailContext>, IDesignTimeDbContextFactory<VaultContext>
{
    private static readonly SqlServerEngine Engine = new() { Migrations = SqlServerMigrations.Assembly };

    private static readonly StorageModel Model = new(
        Engine, [typeof(StorageModel).Assembly, typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly],
        new WordBook());

    IGSendMailContext IDesignTimeDbContextFactory<IGSendMailContext>.CreateDbContext(string[] args) =>
        new(Options<IGSendMailContext>(), Model, new WriteGate(Engine), TimeProvider.System);

    VaultContext IDesignTimeDbContextFactory<VaultContext>.CreateDbContext(string[] args) =>
        new(Options<VaultContext>(), Model);

    private static DbContextOptions<T> Options<T>() where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        Engine.Configure(options, "Server=design-time;Database=IGSendMail");
        return options.Options;
    }
}
