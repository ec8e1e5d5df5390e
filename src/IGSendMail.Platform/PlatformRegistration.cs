using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Billing;
using IGSendMail.Platform.Mail;
using IGSendMail.Platform.Usage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform;

/// <summary>Registers the e-mail platform: what the promises are about.</summary>
public static class PlatformRegistration
{
    /// <summary>Adds every room of this project; each registers itself.</summary>
    public static IServiceCollection AddPlatform(
        this IServiceCollection services, IConfiguration configuration, bool isDevelopment) => services
        .AddAccounts(configuration)
        .AddTwoStep()
        .AddAudience(configuration)
        .AddBilling()
        .AddUsage(configuration)
        .AddMail(configuration, isDevelopment);
}
