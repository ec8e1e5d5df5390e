using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Requests;

/// <summary>Registers this room.</summary>
public static class RequestsRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddRequests(this IServiceCollection services, IConfiguration configuration)
    {
        return services;
    }
}
