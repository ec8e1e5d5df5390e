using System.Data.SqlTypes;
using System.Security.Cryptography;
using IGSendMail.Platform;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage.SqlServer;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.Tests;

/// <summary>Keys lie in the order of time on SQL Server too, whose own order of a uniqueidentifier is another one.</summary>
public sealed class SqlServerKeyTests
{
    [Fact]
    public void SQL_Server_orders_stored_keys_as_they_were_made()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero));
        var keys = new List<Guid>();
        for (var i = 0; i < 10_000; i++)
        {
            keys.Add(RowKeys.New(time));
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.Equal(keys, keys.OrderBy(k => new SqlGuid(GuidOrder.ToServer(k))));
        Assert.NotEqual(keys, keys.OrderBy(k => new SqlGuid(k)));
    }

    [Fact]
    public void A_stored_key_comes_back_as_it_was()
    {
        for (var i = 0; i < 100_000; i++)
        {
            var key = new Guid(RandomNumberGenerator.GetBytes(16));
            Assert.Equal(key, GuidOrder.FromServer(GuidOrder.ToServer(key)));
        }
    }

    [Fact]
    public void Every_key_and_every_reference_is_stored_so()
    {
        var engine = new SqlServerEngine();
        var model = new StorageModel(
            engine, [typeof(StorageModel).Assembly, typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly], new WordBook());
        using var data = new IGSendMailContext(
            Options<IGSendMailContext>(engine), model, new WriteGate(engine), TimeProvider.System);
        using var vault = new VaultContext(Options<VaultContext>(engine), model);

        var keys = new DbContext[] { data, vault }.SelectMany(db => db.Model.GetEntityTypes()).SelectMany(e => e.GetProperties())
            .Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType) == typeof(Guid)).ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, p => Assert.IsType<GuidOrder>(p.GetTypeMapping().Converter));
    }

    private static DbContextOptions<T> Options<T>(SqlServerEngine engine) where T : DbContext
    {
        var options = new DbContextOptionsBuilder<T>();
        engine.Configure(options, "Server=never-opened;Database=IGSendMail");
        return options.Options;
    }
}
