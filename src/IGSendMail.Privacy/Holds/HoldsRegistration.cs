using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Holds;

/// <summary>Registers this room.</summary>
public static class HoldsRegistration
{
    /// <summary>Adds legal holds, and lets them stand in the statements that delete by age.</summary>
    public static IServiceCollection AddHolds(this IServiceCollection services) => services
        .AddWords(typeof(HoldActs), typeof(HoldToldKinds))
        .AddSingleton(new PurgeGuard(typeof(LegalHold), nameof(LegalHold.AccountId), nameof(LegalHold.LiftedAt)))
        // A hold outlives its account: one that was lifted before that was erased may not hold the person again.
        .AddTold((vault, _) => new ToldRows<LegalHold>(vault, HoldToldKinds.Hold, nameof(LegalHold.Id), _ => null) { Order = HoldToldKinds.First })
        .AddSingleton<HoldLifts>()
        .AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<HoldLifts>())
        .AddScoped<LegalHolds>();
}
