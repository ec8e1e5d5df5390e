using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Start;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IGSendMail.Web.Tests.House;

/// <summary>What is not on the data map is neither shown, handed out nor deleted: a site that would hold it does not start.</summary>
public sealed class DataMapStartTests
{
    [Fact]
    public async Task An_entity_off_the_map_stops_the_start_and_is_named()
    {
        using var site = SiteWith(tables => tables.Where(t => t.Entity != typeof(Subscriber)));

        var stopped = await Assert.ThrowsAsync<OffTheMapException>(() => PrepareAsync(site));

        Assert.Contains($"{typeof(Subscriber).FullName} is declared nowhere", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("DataMapEntry<T>", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_entity_that_is_declared_twice_stops_the_start_and_is_named()
    {
        using var site = SiteWith(tables => tables.Append(tables.Single(t => t.Entity == typeof(Subscriber))));

        var stopped = await Assert.ThrowsAsync<OffTheMapException>(() => PrepareAsync(site));

        Assert.Contains($"{typeof(Subscriber).FullName} is declared more than once", stopped.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_before_the_map_is_whole()
    {
        using var site = SiteWith(tables => tables.Where(t => t.Entity != typeof(Subscriber)));

        _ = site.Services;

        Assert.Empty(Directory.GetFiles(site.Folder, "*.db", SearchOption.AllDirectories));
    }

    private static Task PrepareAsync(TestSite site) =>
        site.Services.PrepareAsync(site.Services.GetRequiredService<IHostEnvironment>(), CancellationToken.None);

    private static TestSite SiteWith(Func<IReadOnlyList<IMappedTable>, IEnumerable<IMappedTable>> tables) =>
        new TestSite { StartsOnNothing = true }.WithServices(services =>
        {
            var whole = services.Last(s => s.ServiceType == typeof(DataMap)).ImplementationFactory!;
            services.AddSingleton(provider =>
            {
                var map = (DataMap)whole(provider);
                return new DataMap([.. tables(map.Tables)], map.Stores, map.Expiries);
            });
        });
}
