using IGSendMail.Platform.Audience;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Registers the web side of this room.</summary>
internal static class AudienceWeb
{
    /// <summary>Adds what its controllers need.</summary>
    public static IServiceCollection AddAudienceWeb(this IServiceCollection services)
    {
        services.AddSingleton<IAudienceLetterLinks, AudienceLetterLinks>();
        services.AddScoped<ReadOnlyAccounts>();
        services.AddScoped<ImportPages>();
        services.AddScoped<PersonPages>();
        services.AddSingleton<UploadOrders>();
        services.AddScoped<PeopleRequestPages>();
        services.AddScoped<UploadedFiles>();
        return services;
    }
}
