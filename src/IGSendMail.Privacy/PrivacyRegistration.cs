using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Erasure.Journal;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy;

/// <summary>Registers the rooms that keep the promises.</summary>
public static class PrivacyRegistration
{
    /// <summary>Adds every room of this project; each registers itself.</summary>
    public static IServiceCollection AddPrivacy(
        this IServiceCollection services, IConfiguration configuration, PolicyOptions policy) => services
        .AddAudit()
        .AddPolicy(policy)
        .AddConsent(configuration)
        .AddPersonalData(configuration)
        .AddJournal()
        .AddLetters()
        .AddRequests(configuration)
        .AddRetention(configuration);
}
