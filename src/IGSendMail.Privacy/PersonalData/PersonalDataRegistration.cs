using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Erasure.Receipts;
using IGSendMail.Privacy.Remote;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Registers the data map, its stores and the erasure that runs over them.</summary>
public static class PersonalDataRegistration
{
    /// <summary>Key of the folder of letters that wait to be picked up.</summary>
    internal const string PickupLetters = "PickupLetters";

    /// <summary>Adds this room. Entries are found in the assemblies of the model.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddRemoteStores(configuration);
        services.AddSingleton(Folder("ImportFiles", "Files of lists you uploaded", DataCategory.Subscriber, DataOwner.Recipient,
            ProcessingRole.Processor, data => data.Imports, RetentionPeriod.Imports, isSealed: true));
        services.AddSingleton(Folder("ExportFiles", "Copies of your data that we made for you", DataCategory.Accountability,
            DataOwner.Requester, ProcessingRole.Controller, data => data.Exports, RetentionPeriod.Exports, isSealed: true, holdsListsToo: true));
        services.AddSingleton(Folder(PickupLetters, "Letters to you that wait to be picked up", DataCategory.Account,
            DataOwner.User, ProcessingRole.Controller, data => data.Mail, RetentionPeriod.PickupMail, isSealed: false));
        services.AddSingleton(provider => new SealedFolder(DataOptions.ImportsName, DataOf(provider).Imports));
        services.AddSingleton(provider => new SealedFolder(DataOptions.ExportsName, DataOf(provider).Exports));
        services.AddSingleton(BuildMap);
        services.AddSingleton(provider => ErasureOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<RemoteCorrections>();
        services.AddSingleton<IOutboxHandler, RemoteCorrectionHandler>();
        services.AddWords(typeof(PersonKeys), typeof(ErasureActs), typeof(ErasureKeys));
        services.AddSingleton<ReceiptSigner>();
        services.AddSingleton<ErasureClosing>();
        services.AddSingleton<ErasurePlanning>();
        services.AddSingleton<ErasureSlices>();
        services.AddSingleton<ErasureScrub>();
        services.AddSingleton<ErasureTaskBook>();
        services.AddSingleton<ErasurePurge>();
        services.AddSingleton<ErasureVerification>();
        services.AddSingleton<ErasureSteps>();
        services.AddSingleton<ErasureWork>();
        services.AddSingleton<ErasurePlans>();
        services.AddScoped<ErasureDecisions>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ErasureWork>());
        return services;
    }

    private static Func<IServiceProvider, FolderStore> Folder(
        string key, string title, DataCategory category, DataOwner owner, ProcessingRole role,
        Func<DataOptions, string> root, RetentionPeriod period, bool isSealed, bool holdsListsToo = false) =>
        provider => new FolderStore(
            new StoreDescription(key, title, category, owner, role, Order: 50) { HoldsListsToo = holdsListsToo, IsFiles = true },
            root(DataOf(provider)), period, isSealed);

    private static DataOptions DataOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<DataOptions>>().Value;

    private static DataMap BuildMap(IServiceProvider provider)
    {
        var tables = provider.GetRequiredService<StorageModel>().Assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.IsAbstract && typeof(IDataMapEntry).IsAssignableFrom(t))
            .Select(t => ((IDataMapEntry)Activator.CreateInstance(t, nonPublic: true)!).Build())
            .OrderBy(t => t.Order).ThenBy(t => t.Entity.Name, StringComparer.Ordinal)
            .ToList();
        var stores = tables
            .Where(t => t.Owner != DataOwner.Nobody)
            .Select(t => StoreOf(provider, t))
            .Concat(provider.GetServices<FolderStore>())
            .Concat(provider.GetServices<IPersonalDataStore>())
            .OrderBy(s => s.Description.Order)
            .ToList();
        RemoteStoreOptions.RequireOwnKeys(stores);
        // A room whose rows do not simply go one by one (the audit trail is cut) brings its own.
        var own = provider.GetServices<IExpiry>().ToList();
        var expiries = tables
            .Where(t => t.Expiry is not null && !own.Exists(e => e.Place == t.Entity.Name))
            .Select(t => (IExpiry)Activator.CreateInstance(typeof(TableExpiry<>).MakeGenericType(t.Entity), t)!)
            .Concat(own)
            .Concat(provider.GetServices<FolderStore>().Select(f => new FolderExpiry(f)));
        return new DataMap(tables, stores, [.. expiries]);
    }

    private static IPersonalDataStore StoreOf(IServiceProvider provider, IMappedTable table) =>
        (IPersonalDataStore)ActivatorUtilities.CreateInstance(
            provider, typeof(TableStore<>).MakeGenericType(table.Entity), table);
}
