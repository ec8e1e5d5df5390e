using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Registers the data map and its stores.</summary>
public static class PersonalDataRegistration
{
    /// <summary>Adds this room.</summary>
    public static IServiceCollection AddPersonalData(this IServiceCollection services)
    {
        return services;
    }
}
