using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Registers this room, and lets others bring their stores.</summary>
public static class PersonalDataRegistration
{
    /// <summary>Adds the data map. Entries are found in the assemblies of the model; other stores are brought by their rooms.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services) => services
        .AddWords(typeof(PersonKeys), typeof(IdentifierKind), typeof(CommonPeriods))
        .AddSingleton<RetentionPeriods>()
        .AddSingleton<Subjects>()
        .AddSingleton<PlaceTexts>()
        .AddPlaceTexts(typeof(PrivacyPlaces))
        .AddPlaceTexts(typeof(PrivacyFields))
        .AddSingleton<ToldJournalStore>()
        .AddSingleton<IPersonalDataStore>(provider => provider.GetRequiredService<ToldJournalStore>())
        .AddSingleton<IExpiry>(provider => provider.GetRequiredService<ToldJournalStore>())
        .AddSingleton(BuildMap);

    /// <summary>Adds a folder of people's files as a store on the data map.</summary>
    /// <param name="services">The services.</param>
    /// <param name="place">What lies there.</param>
    /// <param name="root">Which folder it is.</param>
    /// <param name="period">How long files live.</param>
    /// <param name="isSealed">True if they are encrypted under their owner's key.</param>
    /// <param name="fields">What a copy says of a file; null where only its day is to be said.</param>
    public static IServiceCollection AddFolderStore(
        this IServiceCollection services, StoreDescription place, Func<DataOptions, string> root, RetentionPeriod period, bool isSealed,
        FileFields? fields = null) =>
        services.AddSingleton(provider => new FolderStore(place, root(DataOf(provider)), period, isSealed, fields));

    /// <summary>Adds a folder whose files are sealed; the name is what they are bound to and never changes.</summary>
    public static IServiceCollection AddSealedFolder(this IServiceCollection services, string name, Func<DataOptions, string> root) =>
        services.AddSingleton(provider => new SealedFolder(name, root(DataOf(provider))));

    /// <summary>Says what the key of a part seals, so that an erasure of that alone destroys it.</summary>
    public static IServiceCollection AddSealedPart(this IServiceCollection services, KeyOwnerKind kind, DataCategory category) =>
        services.AddSingleton(new SealedPart(kind, category));

    private static DataOptions DataOf(IServiceProvider provider) => provider.GetRequiredService<DataOptions>();

    private static DataMap BuildMap(IServiceProvider provider)
    {
        var tables = provider.GetRequiredService<StorageModel>().Assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t => !t.IsAbstract && typeof(IDataMapEntry).IsAssignableFrom(t))
            .Select(t => ((IDataMapEntry)Activator.CreateInstance(t, nonPublic: true)!).Build())
            .OrderBy(t => t.Order).ThenBy(t => t.Entity.Name, StringComparer.Ordinal)
            .ToList();
        var folders = provider.GetServices<FolderStore>().ToList();
        var stores = tables
            .Where(t => t.Owner != DataOwner.Nobody)
            .Select(t => StoreOf(provider, t))
            .Concat(folders)
            .Concat(provider.GetServices<IPersonalDataStore>())
            .OrderBy(s => s.Description.Order)
            .ToList();
        // A room whose rows do not simply go one by one (the audit trail is cut) brings its own.
        var own = provider.GetServices<IExpiry>().ToList();
        var guard = provider.GetServices<PurgeGuard>().SingleOrDefault();
        var expiries = tables
            .Where(t => t.Expiry is not null && !own.Exists(e => e.StoreKey == t.Entity.Name))
            .Select(t => (IExpiry)Activator.CreateInstance(typeof(TableExpiry<>).MakeGenericType(t.Entity), t, guard)!)
            .Concat(own)
            .Concat(folders.Select(f => new FolderExpiry(f)));
        return new DataMap(tables, stores, [.. expiries]);
    }

    private static IPersonalDataStore StoreOf(IServiceProvider provider, IMappedTable table) =>
        (IPersonalDataStore)ActivatorUtilities.CreateInstance(
            provider, typeof(TableStore<>).MakeGenericType(table.Entity), table);
}
