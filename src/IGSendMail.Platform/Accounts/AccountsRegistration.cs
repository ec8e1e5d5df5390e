using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Accounts;

/// <summary>Registers this room.</summary>
public static class AccountsRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
