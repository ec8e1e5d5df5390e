using IGSendMail.Privacy.PersonalData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Accounts;

/// <summary>Registers this room.</summary>
public static class AccountsRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<ISubjectDirectory, SubjectDirectory>();
        services.AddSingleton<IAccountCloser, AccountCloser>();
        return services;
    }
}
