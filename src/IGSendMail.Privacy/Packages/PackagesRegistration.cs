using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Packages;

/// <summary>Registers this room.</summary>
public static class PackagesRegistration
{
    /// <summary>Adds the making of export packages and the folder that they lie in.</summary>
    public static IServiceCollection AddPackages(this IServiceCollection services) => services
        .AddWords(typeof(PackagePeriods))
        .AddSealedFolder(DataOptions.ExportsName, data => data.Exports)
        .AddFolderStore(
            new StoreDescription(
                "ExportFiles", "Copies of your data that we made for you", DataCategory.Accountability, DataOwner.Requester,
                ProcessingRole.Controller, FolderStore.StandardOrder)
            {
                Purposes = [Purpose.LegalObligations],
                Basis = LawfulBasis.LegalObligation,
                AlsoAbout = [DataOwner.Account],
                Things = [new("files", "The copies", Sealing.OfItsOwner)],
                AlsoHolds = [DataCategory.Subscriber],
                IsFiles = true,
            },
            data => data.Exports, PackagePeriods.Exports, isSealed: true)
        .AddSingleton<PackageExplanation>()
        .AddSingleton<PortabilitySchema>()
        .AddSingleton<PackageBuilder>()
        .AddSingleton<PackageFiles>();
}
