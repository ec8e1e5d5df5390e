using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Billing;

/// <summary>Registers this room.</summary>
public static class BillingRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddBilling(this IServiceCollection services) => services.AddWords(typeof(BillingPeriods));
}
