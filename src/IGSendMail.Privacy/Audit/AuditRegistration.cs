using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Audit;

/// <summary>Registers the audit trail.</summary>
public static class AuditRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddWords(typeof(TrailActs), typeof(TrailPeriods), typeof(TrailIdentifiers))
        .AddSingleton<Pseudonyms>()
        .AddSingleton<ISubjectIdentifiers>(provider => provider.GetRequiredService<Pseudonyms>())
        .AddSingleton<AuditTrail>()
        .AddSingleton<HeadSigner>()
        .AddSingleton<AuditHeads>()
        .AddSingleton<AuditSequencer>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<AuditSequencer>())
        .AddSingleton<AuditVerifier>()
        .AddSingleton<AuditRestore>()
        .AddSingleton<IExpiry, AuditExpiry>()
        .AddScoped<AuditPages>();
}
