using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Mail;

/// <summary>Registers the delivery of letters and the folder in which they wait.</summary>
public static class MailRegistration
{
    /// <summary>Adds this room.</summary>
    /// <exception cref="InvalidSettingException">A setting of <c>Mail</c> is wrong.</exception>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration, bool isDevelopment)
    {
        services.AddWords(typeof(MailPeriods));
        services.AddFolderStore(
            new StoreDescription(
                "PickupLetters", "E-mails to you that wait to be picked up", DataCategory.Account, DataOwner.User,
                ProcessingRole.Controller, FolderStore.StandardOrder)
            {
                IsFiles = true,
                Purposes = [Purpose.ServiceMessages],
                Basis = LawfulBasis.Contract,
                AlsoAbout = [DataOwner.Account, DataOwner.Requester, DataOwner.Recipient, DataOwner.Officer],
                Things = [new("files", "The e-mails", Sealing.None, "whoever delivers the mail must be able to read it")],
                IsWrittenMeanwhile = true,
            },
            data => data.Mail, MailPeriods.PickupMail, isSealed: false, PickupFields.OfAsync);
        services.AddSingleton(MailOptions.Read(configuration, isDevelopment));
        services.AddSingleton(SmtpTimeouts.Standard);
        services.AddSingleton<IOutboxHandler, LetterHandler>();
        return services;
    }
}
