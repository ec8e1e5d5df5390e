using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Consent;

/// <summary>Registers this room.</summary>
public static class ConsentRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddConsent(this IServiceCollection services)
    {
        services.AddWords(typeof(ConsentActs), typeof(ConsentPeriods), typeof(ConsentIdentifiers), typeof(ConsentToldKinds));
        services.AddScoped<ConsentRates>();
        services.AddSingleton<CategoryHistory>();
        services.AddSingleton<ConsentSeals>();
        services.AddSingleton<ReceiptCodes>();
        services.AddSingleton(provider => new RepeatedWithdrawals(
            provider.GetRequiredService<Vault>(), provider.GetRequiredService<ConsentRevocations>(), provider.GetServices<IConsentFollower>())
        { IsWrittenOnce = true });
        services.AddSingleton<IToldRepeater>(provider => provider.GetRequiredService<RepeatedWithdrawals>());
        services.AddSingleton<ConsentLedger>();
        services.AddSingleton<ConsentGroups>();
        services.AddSingleton<ConsentSpool>();
        services.AddSingleton<ConsentRevocations>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ConsentRevocations>());
        services.AddSingleton<IPersonalDataStore, ConsentSpoolStore>();
        services.AddSingleton<ConsentSpoolWork>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ConsentSpoolWork>());
        services.AddSingleton<ConsentExpiries>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<ConsentExpiries>());
        services.AddScoped<ConsentReceipts>();
        services.AddScoped<ConsentExport>();
        return services;
    }
}
