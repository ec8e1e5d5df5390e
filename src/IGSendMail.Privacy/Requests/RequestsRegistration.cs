using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Requests;

/// <summary>Registers this room.</summary>
public static class RequestsRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services)
    {
        services.AddWords(typeof(RequestActs), typeof(RequestCauses), typeof(CorrectionField), typeof(RequestLetters), typeof(RequestPeriods), typeof(RequestToldKinds));
        services.AddRequestsTold();
        services.AddSingleton<HeldNotices>();
        services.AddSingleton<IProofFollower>(provider => provider.GetRequiredService<HeldNotices>());
        services.AddSingleton<PassedRequests>();
        services.AddSingleton<RequestMail>();
        services.AddSingleton<RequestAddresses>();
        services.AddSingleton<ISubjectIdentifiers, RequestIdentifiers>();
        services.AddSingleton<IErasureFollower, ErasureEnds>();
        services.AddSingleton<IOtherHolders, ToldHolders>();
        services.AddSingleton<IAddressedRows, RequestAddressRows>();
        services.AddSingleton<RequestFulfilment>();
        services.AddSingleton<RequestExpiry>();
        services.AddSingleton<RequestAlarms>();
        services.AddSingleton<WaitingForSignIn>();
        services.AddSingleton<Rectifiers>();
        services.AddSingleton<Corrections>();
        services.AddSingleton<RequestWork>();
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<RequestWork>());
        services.AddScoped<RequestIntake>();
        services.AddScoped<RequestConfirmation>();
        services.AddScoped<RequestsBeside>();
        services.AddScoped<RequestLinks>();
        services.AddScoped<PersonMessages>();
        services.AddScoped<RequestVisits>();
        services.AddScoped<KnownFacts>();
        services.AddScoped<RequestCases>();
        services.AddScoped<RequestDecisions>();
        return services;
    }

    private static void AddRequestsTold(this IServiceCollection services) => services
        .AddTold<DataSubjectRequest>((vault, services) => new RepeatedRequests(vault, services.GetRequiredService<RetentionPeriods>()))
        .AddTold((vault, _) => new ToldRows<RequestEvent>(vault, RequestToldKinds.Event, nameof(RequestEvent.Id), _ => null) { IsWrittenOnce = true })
        .AddTold((vault, _) => new ToldRows<Correction>(vault, RequestToldKinds.Correction, nameof(Correction.RequestId), c => c.RequestId));
}
