using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Packages;

/// <summary>Registers this room.</summary>
public static class PackagesRegistration
{
    /// <summary>Adds the making of export packages and the folder that they lie in.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services) => services
        .AddSealedFolder(DataOptions.ExportsName, data => data.Exports)
        .AddFolderStore(
            new StoreDescription(
                "ExportFiles", "Copies of your data that we made for you", DataCategory.Accountability, DataOwner.Requester,
                ProcessingRole.Controller, FolderStore.StandardOrder)
            {
                HoldsListsToo = true,
                IsFiles = true,
            },
            data => data.Exports, RetentionPeriod.Exports, isSealed: true)
        .AddSingleton<PackageExplanation>()
        .AddSingleton<PortabilitySchema>()
        .AddSingleton<PackageBuilder>()
        .AddSingleton<PackageFiles>();
}
