using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Audience;

/// <summary>Registers this room.</summary>
public static class AudienceRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddAudience(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(AudienceOptions.Read(configuration));
        services.AddSealedPart(AudienceKeys.Audience, DataCategory.Subscriber);
        services.AddWords(typeof(AudienceActs), typeof(AudienceKeys), typeof(AudiencePeriods), typeof(AudienceLetters), typeof(AudienceToldKinds));
        services.AddSealedFolder(DataOptions.ImportsName, data => data.Imports);
        services.AddFolderStore(
            new StoreDescription(
                "ImportFiles", "Files of lists you uploaded", DataCategory.Subscriber, DataOwner.Recipient,
                ProcessingRole.Processor, FolderStore.StandardOrder)
            {
                IsFiles = true,
                Purposes = [Purpose.ProvidePlatform],
                Basis = LawfulBasis.ControllerInstruction,
                Things = [new("files", "The files as you uploaded them", Sealing.OfItsOwner)],
            },
            data => data.Imports, AudiencePeriods.Imports, isSealed: true);
        services.AddSingleton<IAddressControllers, AddressControllers>();
        services.AddSingleton<IAddressedRows, SubscriberAddressRows>();
        services.AddSingleton<SuppressionJournal>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<SuppressionJournal>());
        services.AddSingleton<IRestoredFacts>(provider => provider.GetRequiredService<SuppressionJournal>());
        services.AddSingleton<IPersonalDataStore, SuppressionJournalStore>();
        services.AddSingleton<IToldRepeater, RepeatedListDeletions>();
        services.AddSingleton<IToldRepeater, RepeatedRemovals>();
        services.AddSingleton<IOpenedFields, ImportFields>();
        services.AddSingleton<IOpenedFields>(new PersonFields(typeof(Subscriber), nameof(Subscriber.Content)));
        services.AddSingleton<IOpenedFields>(new PersonFields(typeof(ImportChange), nameof(ImportChange.Before)));
        services.AddScoped<Lists>();
        services.AddScoped<ListChanges>();
        services.AddSingleton<ListDownloads>();
        services.AddScoped<People>();
        services.AddScoped<PeopleChanges>();
        services.AddScoped<RequestAnswers>();
        services.AddScoped<OptOuts>();
        services.AddScoped<MailAgain>();
        services.AddScoped<Uploads>();
        services.AddScoped<ImportDecisions>();
        services.AddSingleton<ImportPreviews>();
        services.AddSingleton<ListCounts>();
        services.AddSingleton<ImportSteps>();
        services.AddSingleton<ImportTidying>();
        services.AddSingleton<ImportWork>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ImportWork>());
        services.AddSingleton<IPortableFiles, ListExport>();
        services.AddSingleton<ListMerges>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ListMerges>());
        services.AddSingleton<ListDeletions>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ListDeletions>());
        return services;
    }
}
