using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Mail;

/// <summary>Registers this room.</summary>
public static class MailRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
