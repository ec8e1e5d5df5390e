using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Mail;

/// <summary>Registers the letters' templates, their delivery and the folder in which they wait.</summary>
public static class MailRegistration
{
    /// <summary>Adds this room. Templates are found by scanning this assembly.</summary>
    /// <exception cref="InvalidSettingException">A setting of <c>Mail</c> is wrong.</exception>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddWords(typeof(MailPeriods));
        services.AddFolderStore(
            new StoreDescription(
                "PickupLetters", "Letters to you that wait to be picked up", DataCategory.Account, DataOwner.User,
                ProcessingRole.Controller, FolderStore.StandardOrder)
            {
                IsFiles = true,
                IsWrittenMeanwhile = true,
            },
            data => data.Mail, MailPeriods.PickupMail, isSealed: false);
        foreach (var template in typeof(MailRegistration).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(ILetterTemplate).IsAssignableFrom(t)))
        {
            services.AddSingleton(typeof(ILetterTemplate), template);
        }

        services.AddSingleton(MailOptions.Read(configuration));
        services.AddSingleton<LetterTemplates>();
        services.AddSingleton<IOutboxHandler, LetterHandler>();
        return services;
    }
}
