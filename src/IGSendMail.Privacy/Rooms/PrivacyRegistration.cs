using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Backups;
using IGSendMail.Privacy.Calendar;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Daily;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Guard;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Remote;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Standing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Rooms;

/// <summary>Puts the rooms that keep the promises together; it stands above all of them and no room knows it.</summary>
public static class PrivacyRegistration
{
    /// <summary>Adds every room of this project, floor by floor; each registers itself and no other.</summary>
    public static IServiceCollection AddPrivacy(
        this IServiceCollection services, IConfiguration configuration, PolicyOptions policy) => services
        .AddPersonalData()
        .AddAudit()
        .AddRemote(configuration)
        .AddGuard()
        .AddPolicy(policy)
        .AddHolds()
        .AddLetters()
        .AddErasure()
        .AddPackages()
        .AddConsent()
        .AddRequests()
        .AddRetention(configuration)
        .AddRecovery()
        .AddCalendar()
        .AddBackups()
        .AddStanding()
        .AddDaily();
}
